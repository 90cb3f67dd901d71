import { readdirSync } from 'node:fs';
import type { ApplicationContext } from '../context/index.ts';
import type { BackupsOptions } from './types.ts';

/** Finds again what came after the backup that the history was restored from; after an interruption once more. */
export async function findAgain(
  context: ApplicationContext,
  reindex: BackupsOptions['reindex'],
  signal: AbortSignal,
): Promise<void> {
  const { history, log } = context;
  const open = history.get<{ key: number }>(
    'SELECT max(key) AS key FROM history_restore WHERE finished_at IS NULL HAVING key IS NOT NULL',
  );
  if (open === undefined) return;
  const forgottenRuns = countForgottenRuns(context);
  const found = await reindex(signal);
  // What an interrupted try found counts as well.
  history.write(() => {
    history.run(
      `UPDATE history_restore SET finished_at = :now, found = found + :found, not_understood = :notUnderstood,
         gone = :gone, forgotten_runs = max(forgotten_runs, :forgottenRuns) WHERE key = :key`,
      { key: open.key, now: Date.now(), forgottenRuns, ...found },
    );
    history.run('UPDATE history_restore SET finished_at = ? WHERE finished_at IS NULL', [Date.now()]);
  });
  log.warn({ ...found, forgottenRuns }, 'the history was restored, and the archive gone through');
  context.events.emit('applications.changed', { application: context.id });
}

/** Run folders that no run and no arrival of the history names. */
function countForgottenRuns({ history, folders }: ApplicationContext): number {
  const known = new Set(
    history
      .all<{ id: string }>(
        'SELECT id FROM run UNION SELECT run_id AS id FROM arrival WHERE run_id IS NOT NULL',
      )
      .map(({ id }) => id),
  );
  return readdirSync(folders.runs).filter((name) => !known.has(name)).length;
}
