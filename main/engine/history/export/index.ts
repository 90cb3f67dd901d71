/** Lists of runs and job runs, statistics and logs, as files. */
export { exportList } from './exportList.ts';
export { exportLog } from './exportLog.ts';
export { exportStatistics } from './exportStatistics.ts';
