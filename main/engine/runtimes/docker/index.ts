/** Docker: the one place that knows `dockerode`. */
export { createDocker } from './docker.ts';
export type { Docker } from './docker.ts';
export type { DockerEngine } from './engine/index.ts';
export type { ContainerPlan, Containers, FoundContainer, NamedApplication } from './containers/index.ts';
