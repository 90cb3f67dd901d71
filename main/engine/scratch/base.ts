import { copyFile, mkdir, stat } from 'node:fs/promises';
import { constants } from 'node:fs';
import path from 'node:path';
import { jsonObjectSchema } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import type { InjectedBefore } from '../planning/index.ts';

/** A file that an ordinary job left, and that another may need. */
export interface LeftFile {
  jobName: string;
  /** Relative to the data folder, with `/`. */
  path: string;
  /** Absolute. */
  file: string;
  size: number;
  modifiedAt: number;
}

/** Ordinary runs about a patient or study, newest first; of studies also those of the whole patient. */
export function runsAbout(history: History, what: { level: 'patient' | 'study'; key: string }): string[] {
  const sql =
    what.level === 'study'
      ? `SELECT run.id FROM study JOIN run_study ON run_study.study_key = study.key
           JOIN run ON run.id = run_study.run_id WHERE study.id = ?`
      : `SELECT run.id FROM run WHERE run.entity_id = ? AND run.level = 'patient'`;
  return history
    .all<{ id: string }>(`${sql} ORDER BY run.number DESC LIMIT 50`, [what.key])
    .map(({ id }) => id);
}

/** What callbacks injected in a run. */
export function injectedIn(history: History, run: string): InjectedBefore[] {
  return history
    .all<{ jobName: string; level: 'study' | 'series' | null; key: string; injected: string }>(
      `SELECT job_name AS jobName, entity_level AS level, entity_id AS key, injected FROM job_run
       WHERE run_id = ? AND injected IS NOT NULL ORDER BY position`,
      [run],
    )
    .map(({ jobName, level, key, injected }) => ({
      jobName,
      entity: level === null ? null : { level, key },
      value: jsonObjectSchema.parse(JSON.parse(injected)),
    }));
}

/**
 * Files that succeeded jobs left in a run.
 * @param but jobs of this service, or of this name, are left out; or those that had not ended when a job of it began, and
 *   its own
 */
export function filesLeft(
  context: ApplicationContext,
  run: string,
  but: { service: string } | { jobName: string } | { jobRun: string; before: number },
): LeftFile[] {
  const { data } = runFolders(context.folders, run);
  let condition = 'job_run.id <> :jobRun AND job_run.finished_at <= :before';
  if ('service' in but) condition = 'job_run.service IS NOT :service';
  if ('jobName' in but) condition = 'job_run.job_name <> :jobName';
  return context.history
    .all<Omit<LeftFile, 'file'>>(
      `SELECT job_run.job_name AS jobName, result_file.path, result_file.size,
         result_file.modified_at AS modifiedAt
       FROM job_run JOIN result_file ON result_file.job_run_key = job_run.key
       WHERE job_run.run_id = :run AND job_run.state = 'succeeded' AND ${condition} ORDER BY result_file.path`,
      { run, ...but },
    )
    .map((one) => ({ ...one, file: path.join(data, ...one.path.split('/')) }));
}

/** Why a file that a job left is not what it was, or null. */
export async function problemOf(left: LeftFile): Promise<string | null> {
  try {
    const stats = await stat(left.file);
    if (stats.size === left.size && Math.round(stats.mtimeMs) === left.modifiedAt) return null;
    return `The file ${left.path} that "${left.jobName}" left has changed since.`;
  } catch {
    return `The file ${left.path} that "${left.jobName}" left is not there any more.`;
  }
}

/** Copies files into another data folder; what is gone is passed over. */
export async function copyLeft(files: readonly LeftFile[], dataFolder: string): Promise<void> {
  for (const left of files) {
    const target = path.join(dataFolder, ...left.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    if ((await stat(left.file).catch(() => null)) === null) continue;
    await copyFile(left.file, target, constants.COPYFILE_FICLONE);
  }
}
