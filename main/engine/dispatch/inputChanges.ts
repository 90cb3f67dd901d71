import { createHash } from 'node:crypto';
import type { History } from '../database/index.ts';
import type { FoundFile } from './resultFiles.ts';

/** By how much times of files are rounded, in milliseconds. */
const rounding = 1;

interface PlannedRun {
  plannedAt: number;
  instances: number;
  /** Stamp of the last change that was noticed. */
  last: string | null;
}

/**
 * Records that the input in the folder of a run is not what planning, or the last job that changed it, left there: pre
 * services may rewrite it in place. Must be called inside `write`, for every attempt that ran.
 * @param input all of it, as it was found when the attempt had ended
 */
export function recordInputChange(
  history: History,
  attempt: { key: number; runId: string; number: number },
  input: readonly FoundFile[],
  now: number,
): void {
  const run = history.get<PlannedRun>(
    `SELECT created_at AS plannedAt, instance_count AS instances,
       (SELECT stamp FROM input_change WHERE run_id = run.id ORDER BY key DESC LIMIT 1) AS last
     FROM run WHERE id = ?`,
    [attempt.runId],
  );
  if (run === undefined) return;
  const changes = input.map((file) => file.changedAt).filter((at) => at > run.plannedAt + rounding);
  if (changes.length === 0 && input.length === run.instances) return;
  const stamp = stampOf(input);
  if (stamp === run.last) return;
  history.run(
    `INSERT INTO input_change (run_id, job_run_key, attempt, noticed_at, changed_at, stamp)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      attempt.runId,
      attempt.key,
      attempt.number,
      now,
      changes.reduce((latest, at) => Math.max(latest, at), 0) || now,
      stamp,
    ],
  );
}

/** Tells one state of the input in the folder of a run from any other. */
export function stampOf(input: readonly FoundFile[]): string {
  const lines = input.map((file) => `${file.path} ${file.size} ${file.modifiedAt} ${file.changedAt}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}
