/** How lists of runs and job runs are found under a filter: by indexes, in windows, page by page. */
export { jobRunsOfRunUnder, jobRunsUnder, runsUnder } from './lists.ts';
export type { FilteredList } from './lists.ts';
export { find } from './walk.ts';
export { countJobRuns, countRuns, isCounted } from './counts.ts';
export { countOf } from './lead.ts';
export { countAll, positionOf } from './position.ts';
export { readFacets } from './facets.ts';
export { listSavedFilters, removeSavedFilter, renameSavedFilter, saveFilter } from './saved.ts';
