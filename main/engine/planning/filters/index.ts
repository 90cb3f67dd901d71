/** Which instances of an arrival reach callbacks and jobs, and why the others do not. */
export { checkFilters } from './checkFilters.ts';
export { createFilters } from './filters.ts';
export type { Filters } from './filters.ts';
export { keptOutInWords } from './report.ts';
