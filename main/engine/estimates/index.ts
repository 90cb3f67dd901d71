/** When runs and the queue will be done, learned from how long jobs took before. */
export { readDurations } from './durations.ts';
export { createEstimates } from './estimates.ts';
export type { Estimates } from './estimates.ts';
