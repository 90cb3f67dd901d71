/** What an application did in a period of days: counts by quarters of an hour, added up by this machine's clock. */
export { readHours, readStatistics } from './readStatistics.ts';
export { quarterMs } from './readRuns.ts';
