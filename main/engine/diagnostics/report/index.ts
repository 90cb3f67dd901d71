/** A report for who helps, without anything of patients. */
export { buildReport } from './buildReport.ts';
