import { close, fsync, open } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { shareFlush } from '../context/index.ts';
import { syncFolder } from './syncFolder.ts';

/** Folders that are kept open; each open one spares several calls per instance. */
const mostOpen = 64;

const [openFd, syncFd, closeFd] = [promisify(open), promisify(fsync), promisify(close)];

interface SeriesFolder {
  /** Flushes the names in it. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

interface Entry {
  opening: Promise<SeriesFolder>;
  users: number;
  isForgotten: boolean;
}

/** The folders of series: made when first wanted, their names flushed together. */
export interface SeriesFolders {
  /** Makes a folder and the ones above it, flushed, unless they are known to be there. */
  make(folder: string): Promise<void>;
  /** Flushes the names in a folder that was made. */
  flush(folder: string): Promise<void>;
  /** Forgets a folder that turned out to be gone. */
  forget(folder: string): void;
  close(): Promise<void>;
}

/** @param archiveFolder exists */
export function createSeriesFolders(archiveFolder: string): SeriesFolders {
  const entries = new Map<string, Entry>();

  async function prepare(folder: string): Promise<SeriesFolder> {
    const firstMade = await mkdir(folder, { recursive: true });
    if (firstMade !== undefined) {
      await syncFolder(path.dirname(folder));
      if (path.resolve(firstMade) !== path.resolve(folder)) await syncFolder(archiveFolder);
    }
    // Windows cannot flush the names in a folder; there the file system's own journal has to do.
    if (process.platform === 'win32') {
      return { flushed: () => Promise.resolve(), close: () => Promise.resolve() };
    }
    const fd = await openFd(folder, 'r');
    return { flushed: shareFlush(() => syncFd(fd)), close: () => closeFd(fd) };
  }

  function entryOf(folder: string): Entry {
    const known = entries.get(folder);
    const entry = known ?? { opening: prepare(folder), users: 0, isForgotten: false };
    // The one that was used last stands last.
    entries.delete(folder);
    entries.set(folder, entry);
    const [oldest] = entries.keys();
    if (entries.size > mostOpen && oldest !== undefined) forget(oldest);
    return entry;
  }
  function forget(folder: string): void {
    const entry = entries.get(folder);
    if (entry === undefined) return;
    entries.delete(folder);
    entry.isForgotten = true;
    if (entry.users === 0) void release(entry);
  }
  async function release(entry: Entry): Promise<void> {
    // Opened for reading only: a close that fails loses nothing.
    await entry.opening.then((folder) => folder.close()).catch(() => undefined);
  }
  async function use(folder: string, action: (folder: SeriesFolder) => Promise<void>): Promise<void> {
    const entry = entryOf(folder);
    entry.users += 1;
    try {
      await action(await entry.opening);
    } catch (cause) {
      if (entries.get(folder) === entry) forget(folder);
      throw cause;
    } finally {
      entry.users -= 1;
      if (entry.isForgotten && entry.users === 0) void release(entry);
    }
  }

  return {
    make: (folder) => use(folder, () => Promise.resolve()),
    flush: (folder) => use(folder, (one) => one.flushed()),
    forget,
    async close() {
      const all = [...entries.values()];
      entries.clear();
      await Promise.all(all.map(release));
    },
  };
}
