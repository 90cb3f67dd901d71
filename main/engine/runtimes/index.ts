/** Where Python runs: `local`, `docker` and `rq` behind one interface. */
export type {
  ByHand,
  CallbackAnswer,
  CallbackQuestion,
  JobObserver,
  JobOutcome,
  JobRequest,
  JobTurn,
  PlanningRequest,
  PlanningSession,
  Runtime,
  RuntimeEnvironment,
} from './runtime.ts';
export { leaseLost } from './runtime.ts';
export { findPython } from './local/findPython.ts';
export { nameCards } from './local/nameCards.ts';
export { createLocalRuntime } from './local/localRuntime.ts';
export {
  applicationSlug,
  containerName,
  createDocker,
  planContainers,
  createDockerRuntime,
} from './docker/index.ts';
export type {
  ContainerPlan,
  Docker,
  DockerEngine,
  DockerRuntime,
  NamedApplication,
  OwnImage,
} from './docker/index.ts';
