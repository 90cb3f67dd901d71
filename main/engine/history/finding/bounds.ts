import type { History } from '../../database/index.ts';

/** Row keys of job runs and numbers of runs, both ends included. Both count up in the order of planning. */
export interface Bounds {
  low: number;
  high: number;
  lowRun: number;
  highRun: number;
}

/**
 * How far the clock may have been set back while runs were planned, in milliseconds. Runs are in the order of their
 * numbers, and nearly in that of their times: so much more is gone through on either side of a span of time.
 */
const clockMargin = 3_600_000;

/** Everything that was planned in a span of time, and a little more; null: nothing was. */
export function boundsOf(history: History, span: { from?: number | undefined; to?: number | undefined }) {
  const highRun =
    (span.to === undefined
      ? history.get<{ n: number | null }>('SELECT max(number) AS n FROM run')
      : history.get<{ n: number | null }>(
          'SELECT number AS n FROM run WHERE created_at < ? ORDER BY created_at DESC LIMIT 1',
          [span.to + clockMargin],
        )
    )?.n ?? 0;
  const lowRun =
    span.from === undefined
      ? 0
      : (history.get<{ n: number }>(
          'SELECT number AS n FROM run WHERE created_at >= ? ORDER BY created_at LIMIT 1',
          [span.from - clockMargin],
        )?.n ?? Number.MAX_SAFE_INTEGER);
  return lowRun > highRun ? null : boundsOfRuns(history, lowRun, highRun);
}

/** The job runs of some runs. */
export function boundsOfRuns(history: History, lowRun: number, highRun: number): Bounds {
  const low = firstKeyFrom(history, lowRun) ?? Number.MAX_SAFE_INTEGER;
  const high = firstKeyFrom(history, highRun + 1);
  const last = history.get<{ key: number | null }>('SELECT max(key) AS key FROM job_run')?.key ?? 0;
  return { low: lowRun === 0 ? 0 : low, high: high === null ? last : high - 1, lowRun, highRun };
}

/** The runs of some job runs. */
export function boundsOfKeys(history: History, low: number, high: number): Bounds {
  return { low, high, lowRun: runOf(history, low), highRun: runOf(history, high) };
}

/** The first job run of a run, or of the next one that has any; null: none has. */
export function firstKeyFrom(history: History, run: number): number | null {
  return (
    history.get<{ key: number }>(
      `SELECT job_run.key FROM run CROSS JOIN job_run ON job_run.run_id = run.id
       WHERE run.number >= ? ORDER BY run.number, job_run.position LIMIT 1`,
      [run],
    )?.key ?? null
  );
}

/** The run of a job run, or of the next one below it. */
export function runOf(history: History, key: number): number {
  return (
    history.get<{ n: number }>(
      `SELECT run.number AS n FROM job_run CROSS JOIN run ON run.id = job_run.run_id
       WHERE job_run.key <= ? ORDER BY job_run.key DESC LIMIT 1`,
      [key],
    )?.n ?? 0
  );
}
