import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { crashPoint } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import type { Journal } from './journal.ts';
import { instanceFileIn } from './layout.ts';
import { deleteInstances, findStored } from './rows.ts';
import type { SeriesFolders } from './seriesFolders.ts';
import type { RemovedMany } from './types.ts';

/** Files that are removed at the same time. */
const atOnce = 16;

/** What taking instances out needs of the archive. */
export interface RemovalParts {
  folders: ApplicationFolders;
  history: History;
  journal: Journal;
  seriesFolders: SeriesFolders;
}

/**
 * Takes instances out of the archive; nobody else may decide about their SOP Instance UIDs meanwhile. An interruption
 * leaves of each either both file and row or, at the latest after the next start, neither.
 * @param emptied called inside the transaction with the series (row keys) that lost their last instance
 */
export async function removeMany(
  { folders, history, journal, seriesFolders }: RemovalParts,
  uids: readonly string[],
  emptied: (seriesKeys: readonly number[]) => void,
): Promise<RemovedMany> {
  const found = findStored(history, uids).map((row) => {
    const ids = identifiersOf(row);
    return { ...row, ids, file: instanceFileIn(folders.archive, ids.series, ids.instance) };
  });
  if (found.length === 0) return { count: 0, bytes: 0, left: 0 };
  const { flush, settle } = journal.note(
    found.map(({ ids, SOPInstanceUID }) => ({
      series: ids.series,
      instance: ids.instance,
      SOPInstanceUID,
      promised: null,
    })),
  );
  crashPoint('delete-noted');
  try {
    history.write(() => emptied(deleteInstances(history, found)));
  } catch (cause) {
    settle(false);
    throw cause;
  }
  crashPoint('delete-rows');
  // Rows that came back after a power failure must find their files, and an earlier promise must not bring them back.
  await Promise.all([history.flush(), flush()]);
  crashPoint('delete-flushed');
  const left = await removeFiles(found.map(({ file }) => file));
  // What cannot be removed now is left to the next start, which finds it by the journal.
  if (left === 0) settle(false);
  for (const folder of new Set(found.map(({ file }) => path.dirname(file)))) {
    await removeEmptyFolder(folder, seriesFolders);
  }
  return { count: found.length, bytes: found.reduce((sum, { size }) => sum + size, 0), left };
}

/** @returns how many could not be removed */
async function removeFiles(files: readonly string[]): Promise<number> {
  let left = 0;
  for (let at = 0; at < files.length; at += atOnce) {
    const outcomes = await Promise.allSettled(
      files.slice(at, at + atOnce).map((file) => rm(file, { force: true })),
    );
    left += outcomes.filter(({ status }) => status === 'rejected').length;
    crashPoint('delete-files');
  }
  return left;
}

/** Instances that come at this moment make it anew. */
async function removeEmptyFolder(folder: string, seriesFolders: SeriesFolders): Promise<void> {
  const isGone = await rmdir(folder).then(
    () => true,
    () => false,
  );
  if (!isGone) return;
  seriesFolders.forget(folder);
  await rmdir(path.dirname(folder)).catch(() => undefined);
}
