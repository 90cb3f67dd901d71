import type { Flow, FlowHour, FlowJob } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readDurations } from '../estimates/index.ts';
import { quarterMs } from './statistics/index.ts';

/** A job definition that an application has, for its flow. */
export type KnownJob = Pick<
  FlowJob,
  'jobName' | 'service' | 'group' | 'dependsOn' | 'isInstalled' | 'isDisabled'
>;

const hourMs = 3_600_000;
const hoursShown = 24;

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
      'SELECT job_name AS jobName, state, sum(n) AS n FROM job_run_quarter WHERE quarter >= ? GROUP BY job_name, state',
      [since / quarterMs],
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
    sending: numberOf(history, "SELECT count(*) AS n FROM task WHERE state = 'running' AND kind = 'send'"),
    runsEnded: numberOf(
      history,
      'SELECT coalesce(sum(n), 0) AS n FROM run_end_quarter WHERE quarter >= ?',
      since / quarterMs,
    ),
    runs: numberOf(
      history,
      'SELECT coalesce(sum(n), 0) AS n FROM run_quarter WHERE quarter >= ?',
      since / quarterMs,
    ),
    hours: lastHours(history, now),
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
  return new Map(
    readDurations(history, jobNames).map(([jobName, durations]) => {
      const sorted = durations.toSorted((one, other) => one - other);
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

/** Hours as the clock of this machine has them. */
function lastHours(history: History, now: number): FlowHour[] {
  const first = new Date(now).setMinutes(0, 0, 0) - (hoursShown - 1) * hourMs;
  const from = [first / quarterMs];
  const runs = history.all<{ quarter: number; n: number }>(
    'SELECT quarter, n FROM run_quarter WHERE quarter >= ?',
    from,
  );
  const jobs = history.all<{ quarter: number; state: string; n: number }>(
    'SELECT quarter, state, sum(n) AS n FROM job_run_quarter WHERE quarter >= ? GROUP BY quarter, state',
    from,
  );
  return Array.from({ length: hoursShown }, (_, index) => {
    const at = first + index * hourMs;
    const sum = (rows: readonly { quarter: number; n: number }[]) =>
      rows
        .filter(({ quarter }) => quarter * quarterMs >= at && quarter * quarterMs < at + hourMs)
        .reduce((total, { n }) => total + n, 0);
    return {
      at,
      runs: sum(runs),
      succeeded: sum(jobs.filter(({ state }) => state === 'succeeded')),
      failed: sum(jobs.filter(({ state }) => state !== 'succeeded')),
    };
  });
}

function numberOf(history: History, sql: string, ...parameters: number[]): number {
  return history.get<{ n: number }>(sql, parameters)?.n ?? 0;
}
