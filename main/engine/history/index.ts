/** What window and command line ask for: queries only, nothing here changes anything. */
export { listStudies, getStudy } from './studies.ts';
export { listTasks, getTask, listImportNotes } from './tasks.ts';
export { listQuarantine, getQuarantined } from './quarantine.ts';
export { listArrivals, getArrival } from './arrivals.ts';
export { studiesUnderOtherIds } from './patientIds.ts';
export { storedId } from './storedId.ts';
export { listRuns, getRun } from './runs.ts';
export { listJobRuns, getJobRun, hasJobRun } from './jobRuns.ts';
export { readTimeline } from './timeline.ts';
export { readFlow } from './flow.ts';
export type { KnownJob } from './flow.ts';
export { countEverything } from './counts.ts';
export { readLog } from './log.ts';
export { locateRunFile } from './locate.ts';
export { middleInstance, overlaysOfStudy, seriesForViewer } from './viewer.ts';
export { readPage } from './page.ts';
