import type { History } from '../database/index.ts';

/** A job run that has not ended. */
export interface OpenRow {
  key: number;
  run: string;
  jobName: string;
  instances: number;
  startedAt: number | null;
  /** While queued after a failure: when it is tried again; else null. */
  notBefore: number | null;
  priority: number;
  channel: string;
  /** Slots of its environment that it takes. */
  slots: number;
  /** 1: it takes all of them. */
  alone: number;
  /** Row keys of the job runs that it waits for, or did. */
  needs: number[];
}

/** How many are open, by job name. */
export type Counts = ReadonlyMap<string, number>;

/** Open job runs by name; a few rows, which are kept as job runs change. */
export function countOpen(history: History): Counts {
  const rows = history.all<{ jobName: string; n: number }>(
    `SELECT job_name AS jobName, sum(n) AS n FROM job_run_count
     WHERE state IN ('waiting', 'queued', 'running') AND n > 0 GROUP BY job_name`,
  );
  return new Map(rows.map((row) => [row.jobName, row.n]));
}

const columns = `SELECT job_run.key, job_run.run_id AS run, job_run.job_name AS jobName,
    run.instance_count AS instances, iif(job_run.state = 'running', job_run.started_at, NULL) AS startedAt,
    job_run.not_before AS notBefore, job_run.priority, job_run.channel, job_run.slots, job_run.alone`;
const isOpen = "job_run.state IN ('waiting', 'queued', 'running')";

/** Those of one run. */
export const openOfRun = `${columns} FROM job_run JOIN run ON run.id = job_run.run_id
  WHERE job_run.run_id = ? AND ${isOpen}`;
const edgesOfRun = `SELECT job_edge.from_key AS "from", job_edge.to_key AS "to"
  FROM job_run JOIN job_edge ON job_edge.to_key = job_run.key WHERE job_run.run_id = ?`;

/** The open job runs of runs, in the order in which they are taken from the queue. */
export function readOpen(history: History, runs: readonly string[]): OpenRow[] {
  const rows = runs.flatMap((run) => history.all<Omit<OpenRow, 'needs'>>(openOfRun, [run]));
  const needs = new Map<number, number[]>();
  for (const { from, to } of runs.flatMap((run) =>
    history.all<{ from: number; to: number }>(edgesOfRun, [run]),
  )) {
    const known = needs.get(to);
    if (known === undefined) needs.set(to, [from]);
    else known.push(from);
  }
  return rows
    .map((row) => ({ ...row, needs: needs.get(row.key) ?? [] }))
    .sort((a, b) => b.priority - a.priority || a.key - b.key);
}

/** Where the newest job run of a name stands in the queue: all of a name mostly stand there alike. */
export const standingOfName =
  'SELECT channel, priority FROM job_run WHERE job_name = ? ORDER BY key DESC LIMIT 1';

/** Active runs, oldest first. */
export function activeRuns(history: History): string[] {
  return history
    .all<{ id: string }>("SELECT id FROM run WHERE state = 'active' ORDER BY number")
    .map(({ id }) => id);
}

/** How many active runs there are before a number. */
export function countActive(history: History, before: number): number {
  const row = history.get<{ n: number }>(
    "SELECT count(*) AS n FROM run WHERE state = 'active' AND number < ?",
    [before],
  );
  return row?.n ?? 0;
}
