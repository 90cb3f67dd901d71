/** Lists of runs and job runs as files. */
export { exportList } from './exportList.ts';
