import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../archive/index.ts';

export const fileSuffix = '.dcm';
const unfinishedSuffix = '.part';

/** Absolute path of the bytes of `id`. Nothing of what came from outside is part of it. */
export function fileOf(folder: string, id: string): string {
  return path.join(folder, `${id}${fileSuffix}`);
}

/**
 * Copies a file of somebody else into the folder under a name that does not count yet.
 * @returns the copy
 */
export async function copyIn(source: string, folder: string, id: string): Promise<string> {
  const unfinished = path.join(folder, `${id}${unfinishedSuffix}`);
  try {
    // Shares the blocks where the file system can.
    await copyFile(source, unfinished, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
  return unfinished;
}

/** Flushes a file and gives it its name in the folder; the name is flushed as well. */
export async function putIn(given: string, folder: string, id: string): Promise<void> {
  const file = await broughtOver(given, folder, id);
  const handle = await open(file, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(file, fileOf(folder, id));
  await syncFolder(folder);
}

/** Brings a file of the staging folder in where that lies on another disk: then it cannot be moved. */
async function broughtOver(file: string, folder: string, id: string): Promise<string> {
  if ((await stat(file)).dev === (await stat(folder)).dev) return file;
  const copy = await copyIn(file, folder, id);
  await rm(file, { force: true });
  return copy;
}

/** SHA-256 over a whole file, and its size. */
export async function digestOf(file: string): Promise<{ hash: Uint8Array; size: number }> {
  const hash = createHash('sha256');
  const handle = await open(file, 'r');
  let size = 0;
  try {
    const block = Buffer.allocUnsafeSlow(1024 * 1024);
    for (;;) {
      const { bytesRead } = await handle.read(block, 0, block.length, size);
      if (bytesRead === 0) break;
      hash.update(block.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return { hash: new Uint8Array(hash.digest()), size };
}
