/** Headers payload, callbacks, job graph, and why something was not planned. */
export { createPlanning } from './planning.ts';
export type {
  InstanceSource,
  PlannedService,
  Planning,
  PlanningOptions,
  ServiceSource,
  SourceInstance,
} from './types.ts';
