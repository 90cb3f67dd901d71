import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { stampOf } from './inputChanges.ts';
import { lookAtData } from './resultFiles.ts';

/**
 * The input that a job found in the folder of its run when it began.
 *
 * - `original`: as planning put it there
 * - `changed`: as a job before it left it, which is what the folder still holds; paths are relative to it
 * - `lost`: it was changed before, or may have been, and is not there any more as it was
 */
export type InputSeen =
  | { kind: 'original' }
  | { kind: 'changed'; jobName: string; paths: string[] }
  | { kind: 'lost'; message: string };

interface Change {
  jobName: string;
  jobKey: number;
  attempt: number;
  noticedAt: number;
  changedAt: number;
  stamp: string;
}

interface Began {
  key: number;
  /** Number of the attempt. */
  attempts: number;
  startedAt: number | null;
}

/**
 * Looks which input a job of a run found.
 * @param jobRun null: one that would begin now
 * @param attempt number of the attempt that is meant; the last one when absent
 */
export async function inputSeen(
  context: ApplicationContext,
  run: string,
  jobRun: string | null,
  attempt?: number,
): Promise<InputSeen> {
  const { history } = context;
  const changes = history.all<Change>(
    `SELECT job_run.job_name AS jobName, input_change.job_run_key AS jobKey, input_change.attempt,
       input_change.noticed_at AS noticedAt, input_change.changed_at AS changedAt, input_change.stamp
     FROM input_change JOIN job_run ON job_run.key = input_change.job_run_key
     WHERE input_change.run_id = ? ORDER BY input_change.key`,
    [run],
  );
  const newest = changes.at(-1);
  if (newest === undefined) return { kind: 'original' };
  const began =
    jobRun === null
      ? undefined
      : history.get<Began>(
          `SELECT key, coalesce(attempt.number, attempts) AS attempts,
             coalesce(attempt.started_at, job_run.started_at) AS startedAt
           FROM job_run LEFT JOIN attempt ON attempt.job_run_key = job_run.key AND attempt.number = ?
           WHERE id = ? AND run_id = ?`,
          [attempt ?? null, jobRun, run],
        );
  const isBefore = beginning(context, began);
  const seen = changes.findLast(isBefore);
  if (seen !== newest && mayHideOne(context, run, began)) {
    return {
      kind: 'lost',
      message: `"${newest.jobName}" or a job beside it changed the input in the folder of the run; what this job saw of it is not known.`,
    };
  }
  if (seen === undefined) return { kind: 'original' };
  const { input } = await lookAtData(runFolders(context.folders, run).data);
  if (seen === newest && stampOf(input) === seen.stamp) {
    return { kind: 'changed', jobName: seen.jobName, paths: input.map((file) => file.path) };
  }
  return {
    kind: 'lost',
    message: `"${seen.jobName}" had changed the input in the folder of the run, and what it made of it is not there any more. The archive holds the originals.`,
  };
}

/** Whether a change came before a job began: by the clock, or because the job waited for the one that made it. */
function beginning({ history }: ApplicationContext, began: Began | undefined): (change: Change) => boolean {
  if (began === undefined || began.startedAt === null) return () => true;
  const { key, attempts, startedAt } = began;
  const waitedFor = new Set(
    history
      .all<{ key: number }>(
        `WITH RECURSIVE earlier (key) AS (
           SELECT from_key FROM job_edge WHERE to_key = :key
           UNION SELECT job_edge.from_key FROM earlier JOIN job_edge ON job_edge.to_key = earlier.key)
         SELECT key FROM earlier`,
        { key },
      )
      .map((row) => row.key),
  );
  return (change) =>
    change.changedAt <= startedAt ||
    change.noticedAt <= startedAt ||
    waitedFor.has(change.jobKey) ||
    (change.jobKey === key && change.attempt < attempts);
}

/** Another attempt was running as the job began, or ended with nobody to look: a later change may hide one of it. */
function mayHideOne({ history }: ApplicationContext, run: string, began: Began | undefined): boolean {
  if (began === undefined || began.startedAt === null) return false;
  const { key, attempts, startedAt } = began;
  const other = history.get(
    `SELECT 1 FROM job_run JOIN attempt ON attempt.job_run_key = job_run.key
     WHERE job_run.run_id = :run AND NOT (job_run.key = :key AND attempt.number = :attempts)
       AND attempt.started_at <= :startedAt
       AND (attempt.finished_at IS NULL OR attempt.finished_at > :startedAt OR attempt.outcome = 'interrupted')
     LIMIT 1`,
    { run, key, attempts, startedAt },
  );
  return other !== undefined;
}
