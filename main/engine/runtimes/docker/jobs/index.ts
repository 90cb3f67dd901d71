/** The runtime of kind `docker`: jobs in warm containers. */
export type { DockerRuntime, DockerRuntimeParts, WorkerProblem } from './types.ts';
