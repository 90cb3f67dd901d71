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

/** @throws EngineError `not-found` */
export async function findRecordedData(
  context: ApplicationContext,
  instances: Instances,
  jobRun: string,
): Promise<RecordedData> {
  const row = context.history.get<{ run: string; startedAt: number | null }>(
    'SELECT run_id AS run, started_at AS startedAt FROM job_run WHERE id = ?',
    [jobRun],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
  const { run } = row;
  const input = await findJobInput(context, instances, run, jobRun);
  const files = filesLeft(context, run, { jobRun, before: row.startedAt ?? Date.now() });
  const missing = [...input.missing];
  for (const left of files) {
    const problem = await problemOf(left);
    if (problem !== null) missing.push(problem);
  }
  missing.push(...removedFiles(context, run, jobRun));
  return { run, input, files, check: { missing, differences: deletedFiles(context, run, jobRun) } };
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
