import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ApplicationFolders } from '../context/index.ts';
import { writeJournal } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { syncFolder } from './syncFolder.ts';

/** A flushed staging file and the identifier of the instance that it holds. */
export interface Placeable {
  id: string;
  SOPInstanceUID: string;
  stagingFile: string;
}

/** Files that have their final names and wait for their rows. */
export interface Placed {
  /** The rows are committed. */
  settle(): Promise<void>;
  /** The rows could not be committed: the files go away again. Never fails. */
  undo(): Promise<void>;
}

/**
 * Gives staged files their final names and flushes those: journal first, so that an interruption at any point leaves
 * nothing that the next start does not find.
 *
 * A file that already has the final name has no row, or the instance would not be new: it is left over from an
 * interrupted batch, holds the same instance, and is replaced.
 */
export async function placeInstances(
  folders: ApplicationFolders,
  files: readonly Placeable[],
): Promise<Placed> {
  if (files.length === 0) return { settle: async () => undefined, undo: async () => undefined };
  const journal = await writeJournal(
    folders.staging,
    files.map(({ id, SOPInstanceUID }) => ({ id, SOPInstanceUID })),
  );
  const placed: string[] = [];

  async function undo(): Promise<void> {
    const removed = await Promise.allSettled(placed.map((file) => rm(file, { force: true })));
    // What could not be removed is left to the next start, which finds it by the journal.
    const isUndone = removed.every((outcome) => outcome.status === 'fulfilled');
    if (isUndone) await rm(journal, { force: true }).catch(() => undefined);
  }
  const changed = new Set<string>();
  // All are awaited before an undo, or one that is late would come back.
  const renamed = await Promise.allSettled(
    files.map(async (file) => {
      const finalFile = instanceFileIn(folders.archive, file.id);
      await makeFolder(folders.archive, path.dirname(finalFile), changed);
      await rename(file.stagingFile, finalFile);
      placed.push(finalFile);
    }),
  );
  try {
    for (const outcome of renamed) if (outcome.status === 'rejected') throw outcome.reason;
    await Promise.all([...changed].map((folder) => syncFolder(folder)));
  } catch (cause) {
    await undo();
    throw cause;
  }
  return { settle: () => rm(journal, { force: true }), undo };
}

/** Makes the folder of an instance; adds to `changed` each folder that got a new name in it. */
async function makeFolder(archiveFolder: string, folder: string, changed: Set<string>): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true });
  changed.add(folder);
  if (firstMade === undefined) return;
  changed.add(path.dirname(folder));
  if (path.resolve(firstMade) !== path.resolve(folder)) changed.add(archiveFolder);
}
