import { constants } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ExportSink } from './types.ts';

/** Files that are copied at the same time. */
const atOnce = 4;

/** Writes an export as files into a folder, which is made. */
export async function createFolderSink(folder: string, signal: AbortSignal): Promise<ExportSink> {
  await mkdir(folder);
  const made = new Set<string>();
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
      onWritten();
    } catch (cause) {
      failure ??= { cause };
    }
  }
  async function settle(): Promise<void> {
    await Promise.all(underWay);
    check();
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
    },
    settle,
    finish: settle,
    async abort() {
      await Promise.allSettled(underWay);
    },
  };
}
