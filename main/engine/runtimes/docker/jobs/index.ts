/** The runtime of kind `docker`: jobs in warm containers. */
export { createDockerRuntime } from './dockerRuntime.ts';
export { planContainers } from './planContainers.ts';
export type { DockerRuntime } from './types.ts';
