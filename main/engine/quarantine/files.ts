import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../archive/index.ts';

/**
 * Names in the folder of the quarantine. A file has its own name exactly while it has a row; in between it has one of
 * the others, by which the next start finds out what an interruption left:
 * - `kept`: it has a row
 * - `coming`: flushed, about to get its row
 * - `going`: about to lose its row
 */
export const suffixes = { kept: '.dcm', coming: '.part', going: '.gone' } as const;

/** Absolute path of the bytes of `id`. Nothing of what came from outside is part of it. */
export function fileOf(folder: string, id: string, state: keyof typeof suffixes = 'kept'): string {
  return path.join(folder, `${id}${suffixes[state]}`);
}

/**
 * Copies a file of somebody else into the folder as one that is coming.
 * @returns the copy
 */
export async function copyIn(source: string, folder: string, id: string): Promise<string> {
  const copy = fileOf(folder, id, 'coming');
  try {
    // Shares the blocks where the file system can.
    await copyFile(source, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (cause) {
    await rm(copy, { force: true });
    throw cause;
  }
  return copy;
}

/** Flushes a file and makes it one that is coming; its name is flushed as well. */
export async function bringIn(file: string, folder: string, id: string): Promise<void> {
  const coming = fileOf(folder, id, 'coming');
  if (file !== coming) await moveIn(file, folder, id);
  const handle = await open(coming, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
}

/** Where the staging folder lies on another disk, nothing can be moved from there. */
async function moveIn(file: string, folder: string, id: string): Promise<void> {
  if ((await stat(file)).dev === (await stat(folder)).dev) {
    await rename(file, fileOf(folder, id, 'coming'));
    return;
  }
  await copyIn(file, folder, id);
  await rm(file, { force: true });
}

/** Changes the state of a file. */
export async function changeState(
  folder: string,
  id: string,
  from: keyof typeof suffixes,
  to: keyof typeof suffixes,
): Promise<void> {
  await rename(fileOf(folder, id, from), fileOf(folder, id, to));
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
