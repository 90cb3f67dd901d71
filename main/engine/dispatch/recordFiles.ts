import { lstatSync } from 'node:fs';
import path from 'node:path';
import { jsonValueSchema } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { attribute, promisedPaths } from './attribution.ts';
import type { KnownFile, Promised } from './attribution.ts';
import { unfinishedOfRun } from './followUp.ts';
import type { FoundFile } from './resultFiles.ts';

/**
 * Records what a job that has just ended left in the data folder, and forgets what is no longer there. Must be
 * called inside `write`, after the job run has its last state.
 */
export function recordFiles(
  context: ApplicationContext,
  ended: { key: number; runId: string; startedAt: number },
  found: readonly FoundFile[],
): void {
  const { history } = context;
  const recorded = history.all<KnownFile & { path: string }>(
    `SELECT path, job_run_key AS jobKey, size, modified_at AS modifiedAt FROM result_file WHERE run_id = ?`,
    [ended.runId],
  );
  forgetVanished(context, ended.runId, recorded, found);
  if (found.length === 0) return;
  const others = history.all<{ key: number; state: string }>(unfinishedOfRun, [ended.runId]);
  const mine = attribute(found, {
    jobKey: ended.key,
    startedAt: ended.startedAt,
    promised: promisedIn(history, ended.runId),
    known: new Map(recorded.map((file) => [file.path, file])),
    others: new Map(others.map((other) => [other.key, other.state === 'running'])),
  });
  for (const { file, jobKey } of mine) {
    history.run(
      `INSERT INTO result_file (run_id, path, job_run_key, size, modified_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (run_id, path) DO UPDATE SET job_run_key = excluded.job_run_key, size = excluded.size,
         modified_at = excluded.modified_at`,
      [ended.runId, file.path, jobKey, file.size, file.modifiedAt],
    );
  }
}

/** The look at the folder may be older than another job's, so what it did not see is looked for once more. */
function forgetVanished(
  context: ApplicationContext,
  runId: string,
  recorded: readonly { path: string }[],
  found: readonly FoundFile[],
): void {
  if (recorded.length === 0) return;
  const present = new Set(found.map((file) => file.path));
  const { data } = runFolders(context.folders, runId);
  for (const file of recorded) {
    if (present.has(file.path)) continue;
    if (lstatSync(path.join(data, file.path), { throwIfNoEntry: false }) !== undefined) continue;
    context.history.run('DELETE FROM result_file WHERE run_id = ? AND path = ?', [runId, file.path]);
  }
}

function promisedIn(history: History, runId: string): Promised[] {
  return history
    .all<{ key: number; injected: string }>(
      'SELECT key, injected FROM job_run WHERE run_id = ? AND injected IS NOT NULL',
      [runId],
    )
    .flatMap(({ key, injected }) =>
      promisedPaths(jsonValueSchema.parse(JSON.parse(injected))).map((path) => ({ jobKey: key, path })),
    );
}
