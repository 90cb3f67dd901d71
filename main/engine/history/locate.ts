import { realpathSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';

/**
 * Absolute path of a file in a run's data folder (of the folder itself when `relative` is empty).
 * @throws EngineError `not-found` when it does not exist or leads out of the folder
 */
export function locateRunFile(
  history: History,
  folders: ApplicationFolders,
  run: string,
  relative: string,
): string {
  if (history.get('SELECT 1 FROM run WHERE id = ?', [run]) === undefined) {
    throw new EngineError('not-found', 'There is no such run.');
  }
  const { data } = runFolders(folders, run);
  try {
    const base = realpathSync(data);
    const target = realpathSync(path.resolve(base, relative));
    if (target === base || target.startsWith(base + path.sep)) return target;
  } catch {
    // Told below: removed since, or never there.
  }
  throw new EngineError('not-found', `The file ${relative} is not in the data folder of this run.`, {
    advice: 'It may have been removed; reload the job run.',
  });
}
