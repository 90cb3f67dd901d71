/** What differs between two versions of a service. */
export { compareFiles } from './compareFiles.ts';
export { compareJobs } from './compareJobs.ts';
