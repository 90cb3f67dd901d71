import { stepOf } from '../../database/index.ts';
import type { History } from '../../database/index.ts';
import { narrowed } from './chosen.ts';
import type { ChosenJobs } from './chosen.ts';
import type { Interval, Unit } from './intervals.ts';
import { quarterMs, quartersOf } from './readRuns.ts';

/** What was counted of a job in some stretch of time. */
export interface Count {
  jobName: string;
  /** Empty for a job of no service. */
  service: string;
  /** How many ended so, or how many took, or were queued, as long as `step` says. */
  what: 'succeeded' | 'failed' | 'took' | 'queued';
  step: number;
  n: number;
}

const names = 'job_name AS jobName, service';

/** Of the days whose noon lies in a stretch, in seconds. */
export const countsOfDays = (chosen: ChosenJobs) =>
  `SELECT ${names}, what, step, n FROM job_run_day WHERE day >= ? AND day < ? AND n > 0${narrowed(chosen).sql}`;

/** Of a quarter of an hour. */
export const countsOfQuarter = (chosen: ChosenJobs) =>
  `SELECT ${names}, iif(state = 'succeeded', 'succeeded', 'failed') AS what, 0 AS step, n FROM job_run_quarter
  WHERE quarter = ? AND n > 0${narrowed(chosen).sql}`;

/** All that ended in a quarter of an hour, whatever is chosen. */
const endedInQuarter = 'SELECT coalesce(sum(n), 0) AS n FROM job_run_quarter WHERE quarter = ?';
/** The times of about so many job runs are read at once. */
const timesAtOnce = 2000;

const timesOf =
  (what: string, [from, to]: [string, string], more: string) =>
  (chosen: ChosenJobs) =>
    `SELECT job_name AS jobName, service, '${what}' AS what, ${stepOf('length')} AS step, count(*) AS n FROM (
    SELECT job_name, coalesce(service, '') AS service, ${to} - ${from} AS length FROM job_run INDEXED BY job_run_ended
    WHERE state IN ('succeeded', 'failed', 'timed-out') AND finished_at >= ? AND finished_at < ?
      AND ${to} >= ${from}${more}${narrowed(chosen).sql})
  GROUP BY 1, 2, 4`;
/** Of those that ended in a stretch, in ms since the epoch. */
export const tookIn = timesOf('took', ['started_at', 'finished_at'], " AND state = 'succeeded'");
export const queuedIn = timesOf('queued', ['queued_at', 'started_at'], '');

/** A stretch that is read at once, in a few milliseconds. */
interface Slice {
  /** A moment in it. */
  at: number;
  read: () => Count[];
}

/** What is to be read of an interval, piece by piece. Hours are read from job runs, days and weeks from the counts of days. */
export function* slicesOf(
  history: History,
  { interval, unit, chosen }: { interval: Interval; unit: Unit; chosen: ChosenJobs },
): Generator<Slice> {
  const { parameters } = narrowed(chosen);
  if (unit !== 'hour') {
    for (const day of daysOf(interval)) {
      const stretch = [day.at / 1000, day.until / 1000];
      yield { at: day.at, read: () => history.all<Count>(countsOfDays(chosen), [...stretch, ...parameters]) };
    }
    return;
  }
  const [first, end] = quartersOf(interval);
  for (let quarter = first; quarter < end; quarter += 1) {
    const at = quarter * quarterMs;
    yield { at, read: () => history.all<Count>(countsOfQuarter(chosen), [quarter, ...parameters]) };
    const { n } = history.get<{ n: number }>(endedInQuarter, [quarter]) ?? { n: 0 };
    const parts = Math.ceil(n / timesAtOnce);
    for (let part = 0; part < parts; part += 1) {
      const stretch = [part, part + 1].map((end) => at + Math.round((end * quarterMs) / parts));
      yield {
        at,
        read: () => [
          ...history.all<Count>(tookIn(chosen), [...stretch, ...parameters]),
          ...history.all<Count>(queuedIn(chosen), [...stretch, ...parameters]),
        ],
      };
    }
  }
}

function* daysOf({ at, until }: Interval): Generator<Interval> {
  for (let day = at; day < until;) {
    const date = new Date(day);
    const next = Math.min(until, new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime());
    yield { at: day, until: next };
    day = next;
  }
}
