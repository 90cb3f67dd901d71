import { existsSync } from 'node:fs';
import { crashPoint, runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import type { Reason, RunState } from '../../../contract/index.ts';
import { deleteInside, pathsToDelete } from './deletedPaths.ts';

/** What jobs asked to delete, and what became of it. */
interface CleanUp {
  /** Relative to the data folder, with `/`. */
  deleted: string[];
  warnings: Reason[];
}

/**
 * Does what is left to do for a run that has ended. First the work, which may be done twice without harm, then one
 * transaction that records it. A run that somebody has go on meanwhile is left alone until it ends again.
 */
export async function deliverRun(context: ApplicationContext, runId: string): Promise<void> {
  const { history } = context;
  const endedAt = endOf(context, runId);
  const { deleted, warnings } = await cleanUp(context, runId, () => endOf(context, runId) === endedAt);
  crashPoint('cleaned-up');
  history.write(() => {
    for (const path of deleted) forget(context, runId, path);
    for (const warning of warnings) addWarning(history, runId, warning);
    history.run('UPDATE run SET delivered_at = ? WHERE id = ? AND finished_at IS ?', [
      Date.now(),
      runId,
      endedAt,
    ]);
    if (deleted.length + warnings.length > 0) announce(context, runId);
  });
}

function endOf({ history }: ApplicationContext, runId: string): number | null {
  return (
    history.get<{ at: number | null }>('SELECT finished_at AS at FROM run WHERE id = ?', [runId])?.at ?? null
  );
}

/** A run that went on and ended again would be warned of the same once more. */
function addWarning(history: History, run: string, warning: Reason): void {
  history.run(
    `INSERT INTO run_warning (run_id, position, reason)
     SELECT :run, (SELECT count(*) FROM run_warning WHERE run_id = :run), :reason
     WHERE NOT EXISTS (SELECT 1 FROM run_warning WHERE run_id = :run AND reason = :reason)`,
    { run, reason: JSON.stringify(warning) },
  );
}

/**
 * Deletes what succeeded jobs named under `deleted`. What jobs named that did not succeed stays, so that it can be
 * looked at, and a new attempt finds its input.
 */
async function cleanUp(
  context: ApplicationContext,
  runId: string,
  hasEnded: () => boolean,
): Promise<CleanUp> {
  const jobs = context.history.all<{ jobName: string; injected: string }>(
    `SELECT job_name AS jobName, injected FROM job_run
     WHERE run_id = ? AND state = 'succeeded' AND injected IS NOT NULL ORDER BY position`,
    [runId],
  );
  const { data } = runFolders(context.folders, runId);
  const done: CleanUp = { deleted: [], warnings: [] };
  if (!existsSync(data)) return done;
  for (const { jobName, injected } of jobs) {
    const paths = pathsToDelete(JSON.parse(injected));
    if (paths === null) {
      done.warnings.push(
        remark(`The callback of "${jobName}" injected under "deleted" neither a path nor a list of paths.`),
      );
    }
    for (const wanted of paths ?? []) {
      if (!hasEnded()) return done;
      const deleted = await deleteInside(data, wanted);
      if (deleted !== null) done.deleted.push(deleted);
      else {
        done.warnings.push(
          remark(
            `The callback of "${jobName}" asked to delete ${JSON.stringify(wanted)}, which is not inside the data folder of the run; it was left alone.`,
          ),
        );
      }
    }
  }
  return done;
}

function remark(message: string): Reason {
  return { code: 'callback-remark', message, details: null };
}

/** Result files below a deleted path are results no more. */
function forget(context: ApplicationContext, runId: string, path: string): void {
  // `0` follows `/`, so this range holds exactly what begins with the path and a slash.
  context.history.run(
    'DELETE FROM result_file WHERE run_id = :runId AND (path = :path OR (path >= :from AND path < :to))',
    { runId, path, from: `${path}/`, to: `${path}0` },
  );
}

function announce(context: ApplicationContext, run: string): void {
  const { history, events } = context;
  const row = history.get<{ state: RunState }>('SELECT state FROM run WHERE id = ?', [run]);
  if (row === undefined) return;
  history.afterCommit(() => events.emit('runs.changed', { application: context.id, run, state: row.state }));
}
