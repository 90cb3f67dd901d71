/** Histories full of runs, and how they are read, for tests of lists. */
export { fillHistory } from './fillHistory.ts';
export type { FilledJobRun } from './fillHistory.ts';
export { watchPlans } from './watchPlans.ts';
