/** What window and command line ask for: queries, and the filters that people keep for them. */
export { listStudies, getStudy } from './studies.ts';
export { getPatient } from './patients.ts';
export { getInstance, getSeries, listInstances } from './instances.ts';
export { compareTags } from './compareTags.ts';
export { listTasks, getTask, listImportNotes } from './tasks.ts';
export { listQuarantine, getQuarantined } from './quarantine.ts';
export { listArrivals, getArrival } from './arrivals.ts';
export { studiesUnderOtherIds } from './patientIds.ts';
export { listProcessed } from './processed.ts';
export { findRunId, runIdOf } from './runIdOf.ts';
export { storedId } from './storedId.ts';
export {
  chosenInWords,
  chosenParameters,
  chosenSeries,
  countChosen,
  identifyChosen,
  overChosen,
} from './chosen.ts';
export { listRuns, getRun } from './runs.ts';
export { listJobRuns, getJobRun, hasJobRun } from './jobRuns.ts';
export { readTimeline } from './timeline.ts';
export {
  countJobRuns,
  countRuns,
  find,
  jobRunsUnder,
  listSavedFilters,
  readFacets,
  removeSavedFilter,
  renameSavedFilter,
  runsUnder,
  saveFilter,
} from './finding/index.ts';
export type { FilteredList } from './finding/index.ts';
export { exportList, exportLog, exportStatistics } from './export/index.ts';
export { readHours, readStatistics } from './statistics/index.ts';
export { readFlowJob } from './flowJob.ts';
export { readFlow } from './flow.ts';
export type { KnownJob } from './flow.ts';
export { countEverything } from './counts.ts';
export { readLog } from './log.ts';
export { locateRunFile } from './locate.ts';
export { middleInstance, overlaysOfStudy, seriesForViewer } from './viewer.ts';
export { readPage } from './page.ts';
