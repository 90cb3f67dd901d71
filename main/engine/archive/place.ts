import { close, fdatasync, open, renameSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { crashPoint, systemCode } from '../context/index.ts';
import type { DiskPace } from '../context/index.ts';
import type { Journal, JournalEntry } from './journal.ts';
import type { SeriesFolders } from './seriesFolders.ts';

const [openFd, flushFd, closeFd] = [promisify(open), promisify(fdatasync), promisify(close)];

/** A staging file and where it belongs. */
export interface Placeable {
  seriesId: string;
  instanceId: string;
  SOPInstanceUID: string;
  stagingFile: string;
  finalFile: string;
  /** The staging file where it is open for writing. */
  fd: number | undefined;
  promised: JournalEntry['promised'];
}

/** Files that have their final names, and wait to be flushed and for their rows. */
export interface Placed {
  /** Rows may be committed while files are being flushed: whatever happens, the next start finds both. */
  readonly findsRows: boolean;
  /** Flushes bytes, names, and the note where something was promised. Called once. */
  flush(): Promise<void>;
  /** All is flushed, and the rows are committed. */
  settle(): void;
  /** No rows stand for the files: these go away again. Never fails. */
  undo(): Promise<void>;
}

/**
 * Gives staged files their final names: journal first, so that an interruption at any point leaves nothing that the
 * next start does not find. Flushing follows the rename, so that the file system can write both in one go.
 *
 * A file that already has the final name has no row, or the instance would not be new: it is left over from an
 * interrupted batch, holds the same instance, and is replaced.
 */
export async function placeInstances(
  { journal, folders, pace }: { journal: Journal; folders: SeriesFolders; pace: DiskPace },
  files: readonly Placeable[],
): Promise<Placed> {
  const nothing = () => Promise.resolve();
  if (files.length === 0) return { findsRows: true, flush: nothing, settle: () => undefined, undo: nothing };
  const noted = journal.note(
    files.map(({ seriesId, instanceId, SOPInstanceUID, promised }) => ({
      series: seriesId,
      instance: instanceId,
      SOPInstanceUID,
      promised,
    })),
  );
  const placed: string[] = [];

  async function undo(): Promise<void> {
    const removed = await Promise.allSettled(placed.map((file) => rm(file, { force: true })));
    // What could not be removed is left to the next start, which finds it by the journal.
    if (removed.every((outcome) => outcome.status === 'fulfilled')) noted.settle(false);
  }
  /** All are awaited before an undo, or one that is late would come back. */
  async function all(actions: readonly Promise<void>[]): Promise<void> {
    const outcomes = await Promise.allSettled(actions);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
  try {
    crashPoint('journal-noted');
    await all(
      files.map(async ({ stagingFile, finalFile }) => {
        await moveInto({ folders, pace }, stagingFile, finalFile);
        placed.push(finalFile);
      }),
    );
  } catch (cause) {
    await undo();
    throw cause;
  }
  async function flush(): Promise<void> {
    const changed = new Set(files.map(({ finalFile }) => path.dirname(finalFile)));
    await all([
      ...(files.some(({ promised }) => promised !== null) ? [noted.flush()] : []),
      ...files.map(({ finalFile, fd }) => (fd === undefined ? flushFile(finalFile) : flushFd(fd))),
      ...[...changed].map((folder) => folders.flush(folder)),
    ]);
  }
  return { findsRows: noted.findsRows, flush, settle: () => noted.settle(true), undo };
}

async function moveInto(
  { folders, pace }: { folders: SeriesFolders; pace: DiskPace },
  stagingFile: string,
  finalFile: string,
): Promise<void> {
  const folder = path.dirname(finalFile);
  await folders.make(folder);
  try {
    await renameAt(pace, stagingFile, finalFile);
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw cause;
    // Somebody removed the folder since it was made.
    folders.forget(folder);
    await folders.make(folder);
    await rename(stagingFile, finalFile);
  }
}

async function renameAt(pace: DiskPace, from: string, to: string): Promise<void> {
  if (!pace.isFast()) return rename(from, to);
  const begun = performance.now();
  try {
    renameSync(from, to);
  } finally {
    pace.took(performance.now() - begun);
  }
}

async function flushFile(file: string): Promise<void> {
  // Windows flushes only what is open for writing.
  const fd = await openFd(file, 'r+');
  try {
    await flushFd(fd);
  } finally {
    await closeFd(fd);
  }
}
