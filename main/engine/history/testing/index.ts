/** Histories full of runs, for tests of lists. */
export { fillHistory } from './fillHistory.ts';
export type { FilledJobRun } from './fillHistory.ts';
