import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../archive/index.ts';
import { systemCode } from '../context/index.ts';

/**
 * Names in the folder of the quarantine. A file has its own name exactly while it has a row that is flushed; in between
 * it has one of the others, by which the next start finds out what an interruption left, also one of the power:
 * - `kept`: it has a row
 * - `coming`: flushed, and so is this name, before its row is written
 * - `going`: this name is flushed before its row goes
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

/** Gives a file that is coming its own name. Its row is flushed, so this name need not be. */
export async function admit(folder: string, id: string): Promise<void> {
  await rename(fileOf(folder, id, 'coming'), fileOf(folder, id));
}

/**
 * Makes files going ones and flushes these names, for their rows to go next; all of them, or none.
 * @returns those that were there: somebody may have removed one by hand
 */
export async function prepareToGo(folder: string, ids: readonly string[]): Promise<string[]> {
  const going: string[] = [];
  try {
    for (const id of ids) if (await isMadeGoing(folder, id)) going.push(id);
    await syncFolder(folder);
    return going;
  } catch (cause) {
    await stay(folder, going);
    throw cause;
  }
}

async function isMadeGoing(folder: string, id: string): Promise<boolean> {
  try {
    await rename(fileOf(folder, id), fileOf(folder, id, 'going'));
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}

/** Gives files that were about to go their own names again: their rows stay. */
export async function stay(folder: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rename(fileOf(folder, id, 'going'), fileOf(folder, id));
}

/** Removes files whose rows are gone, flushed. What cannot be removed now goes at the next start. */
export async function removeGone(folder: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(fileOf(folder, id, 'going'), { force: true }).catch(() => undefined);
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
