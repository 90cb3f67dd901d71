/** Docker: the one place that knows `dockerode`. */
export { createDocker } from './docker.ts';
export type { Docker } from './docker.ts';
export type { OwnImage } from './images/index.ts';
export type { DockerEngine } from './engine/index.ts';
export { applicationSlug, containerName } from './containers/index.ts';
export type { ContainerPlan, NamedApplication } from './containers/index.ts';
export { createDockerRuntime, planContainers } from './jobs/index.ts';
export type { DockerRuntime } from './jobs/index.ts';
