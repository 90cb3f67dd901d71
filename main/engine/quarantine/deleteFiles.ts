import type { ApplicationContext } from '../context/index.ts';
import { quarantineFailure } from './failure.ts';
import { prepareToGo, removeGone, stay } from './files.ts';
import { deleteRow, hasRow } from './rows.ts';

/**
 * Deletes files with their rows; calls must follow one another. Resolves when none of them can come back, not even
 * after a power failure.
 * @returns how many there were
 * @throws EngineError `disk-failed`, `database-failed`, `database-busy`
 */
export async function deleteFiles(
  { folders, history }: ApplicationContext,
  wanted: readonly string[],
): Promise<number> {
  const folder = folders.quarantine;
  const ids = [...new Set(wanted)].filter((id) => hasRow(history, id));
  if (ids.length === 0) return 0;
  try {
    const going = await prepareToGo(folder, ids);
    try {
      history.write(() => {
        for (const id of ids) deleteRow(history, id);
      });
    } catch (cause) {
      await stay(folder, going);
      throw cause;
    }
    await history.flush();
  } catch (cause) {
    throw quarantineFailure(folder, cause);
  }
  await removeGone(folder, ids);
  return ids.length;
}
