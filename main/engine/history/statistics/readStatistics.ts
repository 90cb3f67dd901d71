import type { Activity, JobStatistics, RouteRequest, Statistics } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { addJobs, addRuns, emptyActivity, narrowed } from './activity.ts';
import type { Chosen, EndedJobs } from './activity.ts';
import { indexOf, intervalsOf, spanOf } from './intervals.ts';
import type { Interval } from './intervals.ts';
import { readReasons } from './reasons.ts';
import { inSlices, quarterMs } from './slices.ts';
import { addTo, quantilesOf } from './spread.ts';
import type { Spread } from './spread.ts';

/** Jobs of which each interval is told by itself. */
const mostFollowed = 12;

type Period = Omit<RouteRequest<'statistics.get'>, 'application'>;

/** Reads how long job runs took and were queued, by quarter. */
export const jobTimes = (
  chosen: Chosen,
) => `SELECT quarter, job_name AS jobName, service, what, step, n FROM job_run_time
  WHERE quarter >= ? AND quarter < ? AND n > 0${narrowed(chosen).sql}`;

/** Hour by hour. @throws EngineError `validation-failed` */
export async function readHours(
  history: History,
  days: { from: string; to: string },
  signal?: AbortSignal,
): Promise<Activity[]> {
  const hours = emptyActivity(intervalsOf(days, 'hour'));
  await inSlices(
    spanOf(days),
    (first, end) => {
      addRuns(history, hours, first, end);
      addJobs(history, hours, { chosen: {}, first, end });
    },
    signal,
  );
  return hours;
}

/** What was done in a period, of what is chosen. Costs a few milliseconds at a time. @throws EngineError `validation-failed` */
export async function readStatistics(
  history: History,
  period: Period,
  signal?: AbortSignal,
): Promise<Statistics> {
  const { by, service, jobName } = period;
  const chosen: Chosen = { service, jobName };
  const span = spanOf(period);
  const intervals = intervalsOf(period, by);
  const weeks = intervalsOf(period, 'week');
  const activity = emptyActivity(intervals);
  const jobs = countsOfJobs(weeks);
  const times = timesOf(intervals);
  const { parameters } = narrowed(chosen);
  await inSlices(
    span,
    (first, end) => {
      addRuns(history, activity, first, end);
      addJobs(history, activity, { chosen, first, end }, jobs.add);
      for (const row of history.all<TimeRow>(jobTimes(chosen), [first, end, ...parameters])) times.add(row);
    },
    signal,
  );
  const counted = jobs.list();
  return {
    from: span.at,
    to: span.until,
    by,
    intervals: activity.map((interval, index) => ({ ...interval, queued: times.queuedIn(index) })),
    jobs: counted.map((job, index) => ({ ...job, ...times.of(job, index < mostFollowed) })),
    weeks: weeks.map(({ at }) => at),
    failures: jobs.failures(),
    ...readReasons(history, span, chosen),
  };
}

type CountedJob = Pick<JobStatistics, 'jobName' | 'service' | 'succeeded' | 'failed'>;

const keyOf = ({ jobName, service }: { jobName: string; service: string | null }) =>
  JSON.stringify([jobName, service ?? '']);
const serviceOf = (service: string) => (service === '' ? null : service);

/** Counts what became of job runs, by job and by service. */
function countsOfJobs(weeks: readonly Interval[]) {
  const jobs = new Map<string, CountedJob>();
  const services = new Map<string, Statistics['failures'][number]>();
  return {
    add({ jobName, service, state, n, quarter }: EndedJobs): void {
      const key = keyOf({ jobName, service });
      const job = jobs.get(key) ?? { jobName, service: serviceOf(service), succeeded: 0, failed: 0 };
      jobs.set(key, job);
      const own = services.get(service) ?? {
        service: serviceOf(service),
        ended: 0,
        failed: 0,
        byWeek: weeks.map(() => 0),
      };
      services.set(service, own);
      own.ended += n;
      if (state === 'succeeded') {
        job.succeeded += n;
        return;
      }
      job.failed += n;
      own.failed += n;
      const week = indexOf(weeks, quarter * quarterMs);
      own.byWeek[week] = (own.byWeek[week] ?? 0) + n;
    },
    /** Those that ended most often first. */
    list: (): CountedJob[] =>
      [...jobs.values()]
        .filter(({ succeeded, failed }) => succeeded + failed > 0)
        .toSorted(
          (one, other) =>
            other.succeeded + other.failed - one.succeeded - one.failed ||
            one.jobName.localeCompare(other.jobName),
        ),
    /** Those that failed most often first. */
    failures: (): Statistics['failures'] =>
      [...services.values()]
        .filter(({ ended }) => ended > 0)
        .toSorted((one, other) => other.failed - one.failed || other.ended - one.ended),
  };
}

interface TimeRow {
  quarter: number;
  jobName: string;
  service: string;
  what: 'took' | 'queued';
  step: number;
  n: number;
}

/** Keeps how long job runs took and were queued. */
function timesOf(intervals: readonly Interval[]) {
  const jobs = new Map<string, { took: Spread; queued: Spread; tookBy: Map<number, Spread> }>();
  const queuedBy = new Map<number, Spread>();
  return {
    add({ quarter, what, step, n, ...job }: TimeRow): void {
      const index = indexOf(intervals, quarter * quarterMs);
      const key = keyOf(job);
      const own = jobs.get(key) ?? { took: new Map(), queued: new Map(), tookBy: new Map() };
      jobs.set(key, own);
      addTo(own[what], step, n);
      const by = what === 'took' ? own.tookBy : queuedBy;
      const spread = by.get(index) ?? new Map();
      by.set(index, spread);
      addTo(spread, step, n);
    },
    queuedIn: (index: number) => quantilesOf(queuedBy.get(index) ?? new Map()),
    of(job: CountedJob, isFollowed: boolean): Pick<JobStatistics, 'took' | 'queued' | 'tookBy'> {
      const own = jobs.get(keyOf(job));
      return {
        took: quantilesOf(own?.took ?? new Map()),
        queued: quantilesOf(own?.queued ?? new Map()),
        ...(isFollowed
          ? { tookBy: intervals.map((_, index) => quantilesOf(own?.tookBy.get(index) ?? new Map())) }
          : {}),
      };
    },
  };
}
