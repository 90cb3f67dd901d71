/** The one connection to Docker: where it is, what is wrong with it, and how everything is asked of it. */
export { createDockerEngine } from './dockerEngine.ts';
export type { ContainerHint, DockerEngine } from './types.ts';
