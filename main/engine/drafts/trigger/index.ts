/** Conditions under which a service is wanted: checked, asked of a series, and written as Python. */
export { checkTrigger } from './checkTrigger.ts';
export { eachHolds, holds } from './holds.ts';
export { seriesIn } from './series.ts';
export type { ConditionSeries } from './series.ts';
export { writeTrigger } from './writeTrigger.ts';
