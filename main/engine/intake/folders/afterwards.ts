import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../context/index.ts';
import { isSameStamp, syncFolder } from '../../archive/index.ts';
import type { SourceStamp } from '../../archive/index.ts';

/** Names that are tried when one is taken. */
const mostNames = 10_000;

/** Deletes a file that was taken, unless it has changed since; false when it has. */
export async function deleteTaken(file: string, stamp: SourceStamp): Promise<boolean> {
  if (!(await isUnchanged(file, stamp))) return false;
  await unlink(file);
  return true;
}

/**
 * Moves a file that was taken to the same place below another folder, unless it has changed since; false when it has.
 * Nothing there is overwritten: a name that is taken gets a number.
 */
export async function moveTaken(
  file: string,
  stamp: SourceStamp,
  moveTo: string,
  relative: string,
): Promise<boolean> {
  if (!(await isUnchanged(file, stamp))) return false;
  const target = path.join(moveTo, relative);
  await mkdir(path.dirname(target), { recursive: true });
  const { dir, name, ext } = path.parse(target);
  for (let number = 1; number <= mostNames; number++) {
    const free = number === 1 ? target : path.join(dir, `${name}-${number}${ext}`);
    try {
      await place(file, free);
      await syncFolder(dir);
      await unlink(file);
      return true;
    } catch (cause) {
      if (systemCode(cause) !== 'EEXIST') throw cause;
      if (!(await isSameFile(file, free))) continue;
      // It was moved before an interruption; only its old name is left.
      await unlink(file);
      return true;
    }
  }
  throw new Error(`${target} and ${mostNames} names like it are taken`);
}

/** Gives the file a second name, which fails where there is one; on another disk it is copied. */
async function place(file: string, target: string): Promise<void> {
  try {
    await link(file, target);
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw cause;
    await copyFile(file, target, constants.COPYFILE_EXCL);
    try {
      const handle = await open(target, 'r+');
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
    } catch (failure) {
      await rm(target, { force: true });
      throw failure;
    }
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
  return first.ino === second.ino && first.dev === second.dev;
}

async function isUnchanged(file: string, stamp: SourceStamp): Promise<boolean> {
  const { size, mtimeMs, ctimeMs } = await stat(file);
  return isSameStamp(stamp, { size, modifiedAt: mtimeMs, changedAt: ctimeMs });
}
