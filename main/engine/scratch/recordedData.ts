import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import type { RepeatCheck } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { ArchivedInput, Instances } from './archivedInput.ts';
import { filesLeft, problemOf } from './base.ts';
import type { LeftFile } from './base.ts';
import { findJobInput } from './jobInput.ts';

/** What a job run had in its data folder when it began, as far as it is still to be had. */
export interface RecordedData {
  run: string;
  input: ArchivedInput;
  /** Files that other jobs had left. */
  files: LeftFile[];
  check: RepeatCheck;
}

/** What a callback has deleted at the end of a run (compatibility document, section 2.7). */
const deletedSchema = z.object({ deleted: z.union([z.string(), z.array(z.string())]).nullish() });

/**
 * @param attempt number of the attempt that is meant; the last one when absent
 * @throws EngineError `not-found`
 */
export async function findRecordedData(
  context: ApplicationContext,
  instances: Instances,
  jobRun: string,
  attempt?: number,
): Promise<RecordedData> {
  const row = context.history.get<{ run: string; startedAt: number | null }>(
    `SELECT job_run.run_id AS run,
       CASE WHEN attempt.number IS NULL THEN job_run.started_at ELSE attempt.started_at END AS startedAt
     FROM job_run LEFT JOIN attempt ON attempt.job_run_key = job_run.key AND attempt.number = ?
     WHERE job_run.id = ?`,
    [attempt ?? null, jobRun],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
  const { run, startedAt } = row;
  const input = await findJobInput(context, instances, run, jobRun, attempt);
  const files = filesLeft(context, run, { jobRun, before: startedAt ?? Date.now() });
  const overwritten = startedAt === null ? [] : ranSince(context, run, { jobRun, startedAt });
  const missing = [...input.missing];
  for (const left of files) {
    const problem = await problemOf(left);
    if (problem !== null) missing.push(problem);
  }
  missing.push(...removedFiles(context, run, jobRun));
  const differences = deletedFiles(context, run, jobRun);
  for (const { jobName, waitedFor } of overwritten) {
    if (waitedFor) missing.push(`"${jobName}" ran again since, and what it had left before is not kept.`);
    else differences.push(`"${jobName}" ran again since; the job may have read what it had left before.`);
  }
  return { run, input, files, check: { missing, differences } };
}

/** Jobs of the run that had succeeded when an attempt began, and began anew afterwards; not those that waited for it. */
function ranSince(
  context: ApplicationContext,
  run: string,
  one: { jobRun: string; startedAt: number },
): { jobName: string; waitedFor: boolean }[] {
  return context.history
    .all<{ jobName: string; waitedFor: number }>(
      `WITH RECURSIVE earlier (key) AS (
         SELECT from_key FROM job_edge WHERE to_key = (SELECT key FROM job_run WHERE id = :jobRun)
         UNION SELECT job_edge.from_key FROM earlier JOIN job_edge ON job_edge.to_key = earlier.key),
       later (key) AS (
         SELECT to_key FROM job_edge WHERE from_key = (SELECT key FROM job_run WHERE id = :jobRun)
         UNION SELECT job_edge.to_key FROM later JOIN job_edge ON job_edge.from_key = later.key)
       SELECT job_name AS jobName, key IN (SELECT key FROM earlier) AS waitedFor FROM job_run
       WHERE run_id = :run AND id <> :jobRun AND key NOT IN (SELECT key FROM later)
         AND EXISTS (SELECT 1 FROM attempt WHERE job_run_key = job_run.key AND outcome = 'succeeded'
                       AND finished_at <= :startedAt)
         AND EXISTS (SELECT 1 FROM attempt WHERE job_run_key = job_run.key AND started_at > :startedAt)
       ORDER BY position`,
      { run, ...one },
    )
    .map(({ jobName, waitedFor }) => ({ jobName, waitedFor: waitedFor === 1 }));
}

/** Retention removes result files of all jobs of a run, and with them what this one may have read. */
function removedFiles(context: ApplicationContext, run: string, jobRun: string): string[] {
  const before = context.history.get(
    `SELECT 1 FROM job_run AS mine JOIN job_run AS other ON other.run_id = mine.run_id AND other.key <> mine.key
     WHERE mine.id = ? AND other.state = 'succeeded'
       AND other.finished_at <= coalesce(mine.started_at, other.finished_at) LIMIT 1`,
    [jobRun],
  );
  if (before === undefined) return [];
  return context.history
    .all<{ message: string }>("SELECT message FROM run_removed WHERE run_id = ? AND part = 'results'", [run])
    .map(({ message }) => `What other jobs left in the run was removed: ${message}`);
}

/** What callbacks asked to be deleted at the end of the run may have been read by the job. */
function deletedFiles(context: ApplicationContext, run: string, jobRun: string): string[] {
  return context.history
    .all<{ jobName: string; injected: string }>(
      `SELECT job_run.job_name AS jobName, job_run.injected FROM job_run JOIN run ON run.id = job_run.run_id
       WHERE job_run.run_id = ? AND job_run.id <> ? AND job_run.state = 'succeeded'
         AND job_run.injected IS NOT NULL AND run.delivered_at IS NOT NULL`,
      [run, jobRun],
    )
    .flatMap(({ jobName, injected }) => {
      const named = deletedSchema.safeParse(JSON.parse(injected)).data?.deleted;
      return (named == null ? [] : [named].flat()).map(
        (path) => `"${jobName}" had ${path} deleted when the run had ended; the job may have read it.`,
      );
    });
}
