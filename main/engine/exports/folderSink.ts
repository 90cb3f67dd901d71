import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../archive/index.ts';
import type { ExportSink } from './types.ts';

/** Files that are copied, or flushed, at the same time. */
const atOnce = 4;
const isWindows = process.platform === 'win32';

/** Writes an export as files into a folder, which is made. */
export async function createFolderSink(folder: string, signal: AbortSignal): Promise<ExportSink> {
  await mkdir(folder);
  const made = new Set<string>();
  /** Written, and not flushed yet. */
  const written: string[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: { cause: unknown } | null = null;

  const fileOf = (relative: string) => path.join(folder, ...relative.split('/'));
  async function makeFolder(file: string): Promise<void> {
    const parent = path.dirname(file);
    if (made.has(parent)) return;
    await mkdir(parent, { recursive: true });
    made.add(parent);
  }
  function check(): void {
    signal.throwIfAborted();
    if (failure !== null) throw failure.cause;
  }

  async function copyOne(from: string, to: string, onWritten: () => void): Promise<void> {
    try {
      await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      // The archive may keep its files read-only, and a copy takes over the mode: Windows flushes none that is.
      if (isWindows) await chmod(to, 0o600);
      written.push(to);
      onWritten();
    } catch (cause) {
      failure ??= { cause };
    }
  }
  async function settle(): Promise<void> {
    await Promise.all(underWay);
    check();
  }
  /** At the end, when the system has long written most of it: a flush after each copy would wait for each. */
  async function flushAll(): Promise<void> {
    async function flushNext(): Promise<void> {
      for (let file = written.pop(); file !== undefined; file = written.pop()) {
        signal.throwIfAborted();
        await flush(file).catch((cause: unknown) => {
          // A disk that fails may take long for each: the others begin no further one.
          written.length = 0;
          throw cause;
        });
      }
    }
    // All are waited for: what is still open cannot be removed on some systems.
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, flushNext));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    for (const one of foldersAbove(made, folder)) await syncFolder(one);
  }

  return {
    async add(entry, onWritten) {
      check();
      const file = fileOf(entry.path);
      await makeFolder(file);
      const copy = copyOne(entry.file, file, onWritten).finally(() => underWay.delete(copy));
      underWay.add(copy);
      if (underWay.size >= atOnce) await Promise.race(underWay);
      check();
    },
    async addBytes(relative, bytes) {
      check();
      await makeFolder(fileOf(relative));
      await writeFile(fileOf(relative), bytes, { flag: 'wx' });
      written.push(fileOf(relative));
    },
    settle,
    async finish() {
      await settle();
      await flushAll();
    },
    async abort() {
      await Promise.allSettled(underWay);
    },
  };
}

async function flush(file: string): Promise<void> {
  // Windows flushes only what is open for writing.
  const handle = await open(file, isWindows ? 'r+' : 'r');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The folders and all above them up to `root`, the deepest first. */
function foldersAbove(folders: Iterable<string>, root: string): string[] {
  const found = new Set([root]);
  for (let folder of folders) {
    for (; !found.has(folder); folder = path.dirname(folder)) found.add(folder);
  }
  return [...found].sort((one, other) => other.length - one.length);
}
