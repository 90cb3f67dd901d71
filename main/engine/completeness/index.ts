/** When is a patient, study or series complete. */
export { createCompleteness } from './completeness.ts';
export type { ArchivedSeries, Completeness } from './types.ts';
