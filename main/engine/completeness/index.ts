/** When is a patient, study or series complete. */
export { createCompleteness } from './completeness.ts';
export { lackingIn } from './lacking.ts';
export type { ArrivedSeries } from './requiredSeries/index.ts';
export type { ArchivedSeries, ComingStudy, Completeness, Fetches } from './types.ts';
export { arrivingWithin } from './forget.ts';
