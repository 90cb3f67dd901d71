/** Headers payload, callbacks, job graph, and why something was not planned. */
export { checkFilters } from './filters/index.ts';
export type { Subject } from './assess.ts';
export { createPlanning } from './planning.ts';
export { planAlone } from './alone.ts';
export type { InjectedBefore, LoneJob } from './alone.ts';
export { findCircles } from './circles.ts';
export { parsePriority } from './priority.ts';
export { parseTimeout } from './timeout.ts';
export type { PlannedService, Planning, SourceInstance } from './types.ts';
