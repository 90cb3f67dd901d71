import { z } from 'zod';
import type { Flow, FlowHour, FlowJob } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';

/** A job definition that an application has, for its flow. */
export type KnownJob = Pick<
  FlowJob,
  'jobName' | 'service' | 'group' | 'dependsOn' | 'isInstalled' | 'isDisabled'
>;

const hourMs = 3_600_000;
const hoursShown = 24;
/** The last job runs that quantiles are taken of. */
const samples = 40;
const durationsSchema = z.array(z.number());

/** How long the last job runs took that succeeded, by name, as lists of JSON; one stretch of an index for each. */
export const lastDurations = `SELECT value AS jobName, (
    SELECT json_group_array(max(duration, 0)) FROM (
      SELECT finished_at - started_at AS duration FROM job_run INDEXED BY job_run_succeeded
      WHERE job_name = value AND state = 'succeeded' ORDER BY finished_at DESC LIMIT ${samples}
    )
  ) AS durations FROM json_each(?)`;

/**
 * What is on its way through an application and what came of it today. Counts come from tables that are kept as things
 * change, so that it costs the same whatever the history holds.
 */
export function readFlow(history: History, known: readonly KnownJob[], now: number): Flow {
  const since = new Date(now).setHours(0, 0, 0, 0);
  const open = countsOf(
    history.all<Counted>(
      `SELECT job_name AS jobName, state, sum(n) AS n FROM job_run_count
       WHERE state IN ('waiting', 'queued', 'running') AND n > 0 GROUP BY job_name, state`,
    ),
  );
  const ended = countsOf(
    history.all<Counted>(
      'SELECT job_name AS jobName, state, sum(n) AS n FROM job_run_hour WHERE hour >= ? GROUP BY job_name, state',
      [Math.floor(since / hourMs)],
    ),
  );
  const jobs = withForgotten(known, new Set([...open.keys(), ...ended.keys()]));
  const quantiles = quantilesOf(
    history,
    jobs.map(({ jobName }) => jobName),
  );
  return {
    since,
    arrivals: countArrivals(history),
    jobs: jobs.map((job) => {
      const [opened, done] = [open.get(job.jobName), ended.get(job.jobName)];
      return {
        ...job,
        waiting: opened?.get('waiting') ?? 0,
        queued: opened?.get('queued') ?? 0,
        running: opened?.get('running') ?? 0,
        succeeded: done?.get('succeeded') ?? 0,
        failed: (done?.get('failed') ?? 0) + (done?.get('timed-out') ?? 0),
        ...(quantiles.get(job.jobName) ?? { p50Ms: null, p95Ms: null }),
      };
    }),
    delivering: numberOf(
      history,
      'SELECT count(*) AS n FROM run WHERE finished_at IS NOT NULL AND delivered_at IS NULL',
    ),
    runs: numberOf(
      history,
      'SELECT coalesce(sum(n), 0) AS n FROM run_hour WHERE hour >= ?',
      Math.floor(since / hourMs),
    ),
    hours: readHours(history, now),
  };
}

interface Counted {
  jobName: string;
  state: string;
  n: number;
}

function countsOf(rows: readonly Counted[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { jobName, state, n } of rows) {
    const own = counts.get(jobName) ?? new Map<string, number>();
    counts.set(jobName, own.set(state, n));
  }
  return counts;
}

/** Also the jobs that were removed and still have something on its way, or ended today. */
function withForgotten(known: readonly KnownJob[], seen: ReadonlySet<string>): KnownJob[] {
  const names = new Set(known.map(({ jobName }) => jobName));
  const forgotten = [...seen].filter((jobName) => !names.has(jobName)).toSorted();
  return [
    ...known,
    ...forgotten.map((jobName): KnownJob => ({
      jobName,
      service: null,
      group: 'registry',
      dependsOn: [],
      isInstalled: false,
      isDisabled: false,
    })),
  ];
}

type Quantiles = Pick<FlowJob, 'p50Ms' | 'p95Ms'>;

function quantilesOf(history: History, jobNames: readonly string[]): Map<string, Quantiles> {
  const rows = history.all<{ jobName: string; durations: string }>(lastDurations, [JSON.stringify(jobNames)]);
  return new Map(
    rows.map(({ jobName, durations }) => {
      const sorted = readJson(durationsSchema, durations).toSorted((one, other) => one - other);
      const at = (share: number) =>
        sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? null;
      return [jobName, { p50Ms: at(0.5), p95Ms: at(0.95) }];
    }),
  );
}

function countArrivals(history: History): Flow['arrivals'] {
  const rows = history.all<{ state: string; n: number }>(
    `SELECT state, count(*) AS n FROM arrival WHERE state IN ('collecting', 'complete') GROUP BY state`,
  );
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  return {
    collecting: of('collecting'),
    complete: of('complete'),
    putAside: numberOf(history, `SELECT count(*) AS n FROM arrival WHERE state = 'put-aside'`),
  };
}

function readHours(history: History, now: number): FlowHour[] {
  const last = Math.floor(now / hourMs);
  const first = last - hoursShown + 1;
  const runs = history.all<{ hour: number; n: number }>('SELECT hour, n FROM run_hour WHERE hour >= ?', [
    first,
  ]);
  const jobs = history.all<{ hour: number; state: string; n: number }>(
    'SELECT hour, state, sum(n) AS n FROM job_run_hour WHERE hour >= ? GROUP BY hour, state',
    [first],
  );
  return Array.from({ length: hoursShown }, (_, index) => {
    const hour = first + index;
    const own = jobs.filter((row) => row.hour === hour);
    const sum = (states: readonly string[]) =>
      own.filter(({ state }) => states.includes(state)).reduce((total, { n }) => total + n, 0);
    return {
      at: hour * hourMs,
      runs: runs.find((row) => row.hour === hour)?.n ?? 0,
      succeeded: sum(['succeeded']),
      failed: sum(['failed', 'timed-out']),
    };
  });
}

function numberOf(history: History, sql: string, ...parameters: number[]): number {
  return history.get<{ n: number }>(sql, parameters)?.n ?? 0;
}
