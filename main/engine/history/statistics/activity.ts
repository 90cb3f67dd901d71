import type { Activity } from '../../../../contract/index.ts';
import type { History, SqlValue } from '../../database/index.ts';
import { indexOf } from './intervals.ts';
import type { Interval } from './intervals.ts';
import { quarterMs } from './slices.ts';

/** Whose job runs are counted. */
export interface Chosen {
  service?: string | undefined;
  jobName?: string | undefined;
}

const range = 'quarter >= ? AND quarter < ?';
export const runsBegun = `SELECT quarter, n, studies FROM run_quarter WHERE ${range}`;
export const runsEnded = `SELECT quarter, state, n FROM run_end_quarter WHERE ${range}`;

/** What narrows job runs by the names of their job and service. */
export function narrowed({ service, jobName }: Chosen): { sql: string; parameters: SqlValue[] } {
  return {
    sql:
      (service === undefined ? '' : ' AND service = ?') + (jobName === undefined ? '' : ' AND job_name = ?'),
    parameters: [service, jobName].filter((value) => value !== undefined),
  };
}

/** Reads ended job runs by quarter. */
export const jobsEnded = (chosen: Chosen) =>
  `SELECT quarter, job_name AS jobName, service, state, n FROM job_run_quarter WHERE ${range}${narrowed(chosen).sql}`;

export interface EndedJobs {
  quarter: number;
  jobName: string;
  /** Empty for none. */
  service: string;
  state: string;
  n: number;
}

/** Intervals in which nothing has happened yet. */
export function emptyActivity(intervals: readonly Interval[]): Activity[] {
  return intervals.map((interval) => ({
    ...interval,
    runs: 0,
    studies: 0,
    runsSucceeded: 0,
    runsFailed: 0,
    succeeded: 0,
    failed: 0,
  }));
}

/** Adds runs that began and ended in the quarters from the first on, without the last. */
export function addRuns(history: History, activity: readonly Activity[], first: number, end: number): void {
  const of = (quarter: number) => activity[indexOf(activity, quarter * quarterMs)];
  for (const { quarter, n, studies } of history.all<{ quarter: number; n: number; studies: number }>(
    runsBegun,
    [first, end],
  )) {
    const interval = of(quarter);
    if (interval === undefined) continue;
    interval.runs += n;
    interval.studies += studies;
  }
  for (const { quarter, state, n } of history.all<{ quarter: number; state: string; n: number }>(runsEnded, [
    first,
    end,
  ])) {
    const interval = of(quarter);
    if (interval === undefined) continue;
    if (state === 'succeeded') interval.runsSucceeded += n;
    else interval.runsFailed += n;
  }
}

/** Adds job runs that ended in them, and hands each on. */
export function addJobs(
  history: History,
  activity: readonly Activity[],
  { chosen, first, end }: { chosen: Chosen; first: number; end: number },
  hand?: (row: EndedJobs) => void,
): void {
  const { parameters } = narrowed(chosen);
  for (const row of history.all<EndedJobs>(jobsEnded(chosen), [first, end, ...parameters])) {
    const interval = activity[indexOf(activity, row.quarter * quarterMs)];
    if (interval === undefined) continue;
    if (row.state === 'succeeded') interval.succeeded += row.n;
    else interval.failed += row.n;
    hand?.(row);
  }
}
