/** Lists of runs and job runs, and logs, as files. */
export { exportList } from './exportList.ts';
export { exportLog } from './exportLog.ts';
