import type { Activity, RouteRequest, Statistics } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import type { ChosenJobs } from './chosen.ts';
import { intervalsOf, spanOf } from './intervals.ts';
import type { Interval } from './intervals.ts';
import { slicesOf } from './readJobs.ts';
import { readReasons } from './reasons.ts';
import { countRuns, quartersOf, sumWhere } from './readRuns.ts';
import { createTally } from './tally.ts';
import { takeTurns } from './turns.ts';

type Period = Omit<RouteRequest<'statistics.get'>, 'application'>;

export const jobsEnded = `SELECT ${sumWhere("state = 'succeeded'")} AS succeeded, ${sumWhere("state <> 'succeeded'")} AS failed
  FROM job_run_quarter WHERE quarter >= ? AND quarter < ?`;

/** Hour by hour. @throws EngineError `validation-failed` */
export async function readHours(
  history: History,
  days: { from: string; to: string },
  signal?: AbortSignal,
): Promise<Activity[]> {
  const pause = takeTurns(signal);
  const hours: Activity[] = [];
  for (const interval of intervalsOf(days, 'hour')) {
    hours.push({ ...interval, ...countRuns(history, interval), ...countJobs(history, interval) });
    await pause();
  }
  return hours;
}

function countJobs(history: History, interval: Interval): Pick<Activity, 'succeeded' | 'failed'> {
  return (
    history.get<Pick<Activity, 'succeeded' | 'failed'>>(jobsEnded, quartersOf(interval)) ?? {
      succeeded: 0,
      failed: 0,
    }
  );
}

/**
 * What was done in a period, of what is chosen. The engine does other things between pieces of a few milliseconds.
 * @throws EngineError `validation-failed`
 */
export async function readStatistics(
  history: History,
  period: Period,
  signal?: AbortSignal,
): Promise<Statistics> {
  const { by: unit, service, jobName } = period;
  const chosen: ChosenJobs = { service, jobName };
  const span = spanOf(period);
  const intervals = intervalsOf(period, unit);
  const weeks = intervalsOf(period, 'week');
  const tally = createTally(intervals, weeks);
  const pause = takeTurns(signal);
  for (const [index, interval] of intervals.entries()) {
    for (const slice of slicesOf(history, { interval, unit, chosen })) {
      tally.add(slice.read(), index, slice.at);
      await pause();
    }
  }
  const counted = tally.intervals();
  return {
    from: span.at,
    to: span.until,
    by: unit,
    intervals: intervals.map((interval, index) => ({
      ...interval,
      ...countRuns(history, interval),
      ...(counted[index] ?? { succeeded: 0, failed: 0, queued: null }),
    })),
    jobs: tally.jobs(),
    weeks: weeks.map(({ at }) => at),
    failures: tally.failures(),
    ...readReasons(history, span, chosen),
  };
}
