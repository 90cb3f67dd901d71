import { readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import { isInside, runFolders, systemCode } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { inputsFolder, isGone } from './measure.ts';
import type { Removal, RunPart } from './types.ts';

/**
 * Removes a part of a run. It is written down first, and only while the run has ended, so that a run that is opened again
 * at this moment either keeps its files or tells that they are gone; the next start goes on where it was interrupted.
 * @returns false where the run is open again
 * @throws EngineError `disk-failed`; it is tried again
 */
export async function removePart(context: ApplicationContext, removal: Removal): Promise<boolean> {
  const { history } = context;
  const { runId, part, bytes, message } = removal;
  const isEnded = history.write(() => {
    const row = history.get(
      "SELECT 1 FROM run WHERE id = ? AND state <> 'active' AND delivered_at IS NOT NULL",
      [runId],
    );
    if (row === undefined) return false;
    history.run(
      `INSERT INTO run_removed (run_id, part, at, bytes, message) VALUES (:runId, :part, :at, :bytes, :message)
       ON CONFLICT DO UPDATE SET at = excluded.at, message = excluded.message, done_at = NULL,
         bytes = iif(run_removed.done_at IS NULL, max(run_removed.bytes, excluded.bytes), run_removed.bytes + excluded.bytes)`,
      { runId, part, at: Date.now(), bytes, message },
    );
    if (part === 'results') history.run('DELETE FROM result_file WHERE run_id = ?', [runId]);
    return true;
  });
  if (isEnded) await finish(context, runId, part);
  return isEnded;
}

/**
 * Goes on with what an interruption left, or what could not be removed before.
 * @param onProblem told what cannot be removed now either, in a sentence
 * @returns what is still there, as `keyOf` names it
 */
export async function finishRemovals(
  context: ApplicationContext,
  onProblem: (problem: string) => void,
): Promise<ReadonlySet<string>> {
  const stuck = new Set<string>();
  const left = context.history.all<{ runId: string; part: RunPart }>(
    'SELECT run_id AS runId, part FROM run_removed WHERE done_at IS NULL',
  );
  for (const { runId, part } of left) {
    try {
      await finish(context, runId, part);
    } catch (cause) {
      // The others must not wait for it; it is tried again at the next look.
      const { message, details } = toEngineError(cause);
      context.log.warn({ run: runId, part, details }, 'a part of a run could not be removed');
      onProblem(message);
      stuck.add(keyOf({ runId, part }));
    }
  }
  return stuck;
}

/** Names a part of a run. */
export const keyOf = ({ runId, part }: Pick<Removal, 'runId' | 'part'>) => `${runId} ${part}`;

/** @throws EngineError `disk-failed`, which the run tells from then on as well */
async function finish(context: ApplicationContext, runId: string, part: RunPart): Promise<void> {
  const { history, folders } = context;
  const run = runFolders(folders, runId);
  try {
    if (part === 'logs') await removeIn(folders.runs, run.root, ['logs']);
    else if (part === 'inputs') await removeIn(folders.runs, run.data, [inputsFolder]);
    else await removeIn(folders.runs, run.data, await othersIn(run.data));
  } catch (cause) {
    const problem = problemOf(cause, run.root);
    history.write(() => {
      const { changes } = history.run(
        'UPDATE run_removed SET problem = :problem WHERE run_id = :runId AND part = :part AND problem IS NOT :problem',
        { problem, runId, part },
      );
      // Each look that finds it as before has nothing to tell.
      if (changes > 0) tell(context, runId);
    });
    throw new EngineError('disk-failed', problem, { cause });
  }
  history.write(() => {
    history.run('UPDATE run_removed SET done_at = ?, problem = NULL WHERE run_id = ? AND part = ?', [
      Date.now(),
      runId,
      part,
    ]);
    history.run(`UPDATE run_size SET ${part} = 0 WHERE run_id = ?`, [runId]);
    tell(context, runId);
  });
}

/** For a person: which file it is, and why it stays. */
function problemOf(cause: unknown, folder: string): string {
  const named = cause instanceof Error && 'path' in cause ? String(cause.path) : folder;
  const code = systemCode(cause);
  const why = ['EACCES', 'EPERM', 'EBUSY', 'ENOTEMPTY'].includes(code)
    ? 'another program has it open, or it belongs to another user'
    : 'the disk refuses it';
  return `${named} could not be removed: ${why}${code === '' ? '' : ` (${code})`}.`;
}

/** Must be called inside `write`. */
function tell({ id, history, events }: ApplicationContext, run: string): void {
  const state = history.get<{ state: 'succeeded' }>('SELECT state FROM run WHERE id = ?', [run])?.state;
  if (state === undefined) return;
  history.afterCommit(() => events.emit('runs.changed', { application: id, run, state }));
}

async function othersIn(dataFolder: string): Promise<string[]> {
  try {
    return (await readdir(dataFolder)).filter((name) => name !== inputsFolder);
  } catch (cause) {
    if (isGone(cause)) return [];
    throw cause;
  }
}

/** Links are removed, never what they lead to; a folder that a job replaced by a link to elsewhere is left alone. */
async function removeIn(runs: string, folder: string, names: readonly string[]): Promise<void> {
  try {
    if (!isInside(await realpath(folder), await realpath(runs))) return;
  } catch (cause) {
    if (isGone(cause)) return;
    throw cause;
  }
  for (const name of names) await rm(path.join(folder, name), { recursive: true, force: true });
}
