import type { AskedFrom, JobRunState, Reason, RunState } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { askedFromInWords } from './askedFrom.ts';

/** A job run whose state changed, for the event about it. */
export interface ChangedJobRun {
  id: string;
  state: JobRunState;
  percent: number | null;
}

/** A job run that has just reached its last state. */
interface EndedJobRun {
  key: number;
  jobName: string;
  state: JobRunState;
}

interface Dependent {
  key: number;
  id: string;
  jobName: string;
  needs: 'success' | 'end';
}

/** Those that wait for a job run. `+?`: SQLite need not plan anew for each value. */
export const waitingDependents = `SELECT job_run.key, job_run.id, job_run.job_name AS jobName, job_edge.needs
  FROM job_edge JOIN job_run ON job_run.key = job_edge.to_key
  WHERE job_edge.from_key = +? AND job_run.state = 'waiting'`;

/**
 * Gives its dependents what the end of a job run means for them: one dependency less, or, where they need a success
 * that did not come, their own end as skipped, with all that follows from that.
 */
export function followUp(history: History, ended: EndedJobRun, now: number): ChangedJobRun[] {
  const changed: ChangedJobRun[] = [];
  const upcoming = [ended];
  const what = becameOf(history, ended);
  for (let next = upcoming.pop(); next !== undefined; next = upcoming.pop()) {
    for (const dependent of history.all<Dependent>(waitingDependents, [next.key])) {
      if (dependent.needs === 'success' && next.state !== 'succeeded') {
        skip(history, dependent, reasonToSkip(dependent, next, { ...ended, what }), now);
        changed.push({ id: dependent.id, state: 'skipped', percent: null });
        upcoming.push({ key: dependent.key, jobName: dependent.jobName, state: 'skipped' });
      } else if (oneLess(history, dependent, now)) {
        changed.push({ id: dependent.id, state: 'queued', percent: null });
      }
    }
  }
  return changed;
}

/** True where it waits for nothing any more and is queued. */
function oneLess(history: History, dependent: Dependent, now: number): boolean {
  const after = history.get<{ state: JobRunState }>(
    `UPDATE job_run SET open_dependencies = open_dependencies - 1,
       state = iif(open_dependencies <= 1, 'queued', state),
       queued_at = iif(open_dependencies <= 1, ?, queued_at)
     WHERE key = ? RETURNING state`,
    [now, dependent.key],
  );
  return after?.state === 'queued';
}

function skip(history: History, dependent: Dependent, reason: Reason, now: number): void {
  history.run("UPDATE job_run SET state = 'skipped', reason = ?, finished_at = ? WHERE key = ?", [
    JSON.stringify(reason),
    now,
    dependent.key,
  ]);
}

const words: Partial<Record<JobRunState, string>> = {
  failed: 'failed',
  'timed-out': 'took longer than its time limit',
  cancelled: 'was cancelled',
};

/** What became of a job run in words, and of a cancelled one from where that was asked. */
function becameOf(history: History, { key, state }: EndedJobRun): string {
  const what = words[state] ?? 'did not succeed';
  if (state !== 'cancelled') return what;
  const row = history.get<{ from: AskedFrom | null }>(
    'SELECT cancelled_from AS "from" FROM job_run WHERE key = ?',
    [key],
  );
  return row?.from == null ? what : `${what} ${askedFromInWords[row.from]}`;
}

function reasonToSkip(
  dependent: Dependent,
  needed: EndedJobRun,
  { jobName, what, key }: EndedJobRun & { what: string },
): Reason {
  return {
    code: 'dependency-failed',
    message:
      needed.key === key
        ? `"${dependent.jobName}" needs "${needed.jobName}", which ${what}.`
        : `"${dependent.jobName}" needs "${needed.jobName}", which did not run because "${jobName}" ${what}.`,
    details: null,
  };
}

/** Finds out whether a run has an unfinished job run. Left alone, SQLite would read all job runs of the run. */
export const unfinishedOfRun = `SELECT key, state FROM job_run INDEXED BY job_run_open
  WHERE run_id = ? AND state IN ('waiting', 'queued', 'running')`;

/**
 * Ends a run whose job runs have all ended.
 * @returns its last state; null where it goes on
 */
export function endIfDone(history: History, runId: string, now: number): RunState | null {
  if (history.get(`${unfinishedOfRun} LIMIT 1`, [runId]) !== undefined) return null;
  const ended = history.get<{ state: RunState }>(
    `UPDATE run SET finished_at = :now, state = iif(planning_faults > 0 OR EXISTS (
       SELECT 1 FROM job_run WHERE run_id = :runId AND state IN ('failed', 'cancelled', 'timed-out')
     ), 'failed', 'succeeded') WHERE id = :runId RETURNING state`,
    { now, runId },
  );
  return ended?.state ?? null;
}
