/** Slots and graphics cards, shared out among the queue and trials of all applications. */
export { createPool } from './pool.ts';
export type { Pool } from './pool.ts';
export { createQueueShare } from './queueShare.ts';
export { createTrialShare } from './trialShare.ts';
export type { TrialPlace, TrialShare } from './trialShare.ts';
export { inUse } from './words.ts';
