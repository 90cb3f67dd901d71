/** What tests of several rooms share: an archive of files that are no DICOM. */
export { createTestArchive } from './archive.ts';
export type { TestArchive } from './archive.ts';
export { planTestRun } from './planRun.ts';
export type { TestJob } from './planRun.ts';
