import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, link, lstat, mkdir, open, rename, rm, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
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
 * Nothing there is overwritten: a name that another file has gets a number.
 * @param mayMake the folder is made where it is not there; else that is an error
 */
export async function moveTaken(
  file: string,
  stamp: SourceStamp,
  { moveTo, mayMake }: { moveTo: string; mayMake: boolean },
  relative: string,
): Promise<boolean> {
  const isStillIt = () => isUnchanged(file, stamp);
  if (!(await isStillIt())) return false;
  // Looked at each time: a share can go away in the middle of a long look.
  if (!mayMake) await assertFolder(moveTo);
  const target = path.join(moveTo, relative);
  await mkdir(path.dirname(target), { recursive: true });
  const { dir, name, ext } = path.parse(target);
  for (let number = 1; number <= mostNames; number++) {
    const free = number === 1 ? target : path.join(dir, `${name}-${number}${ext}`);
    try {
      if (!(await place(file, free, isStillIt))) return false;
      await syncFolder(dir);
      await unlink(file);
      return true;
    } catch (cause) {
      if (systemCode(cause) !== 'EEXIST') throw cause;
      if (!(await isSameFile(file, free))) continue;
      // Comparing two large files takes its time.
      if (!(await isStillIt())) return false;
      // It was moved before an interruption, or lies there anyway; only its old name is left.
      await rm(partOf(free), { force: true });
      await unlink(file);
      return true;
    }
  }
  throw new Error(`${target} and ${mostNames} names like it are taken`);
}

async function assertFolder(folder: string): Promise<void> {
  if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is no folder`);
}

/**
 * Gives the file a second name, which fails where there is one; on another disk it is copied.
 * @returns false where it has changed meanwhile, and has no second name then
 */
async function place(file: string, target: string, isStillIt: () => Promise<boolean>): Promise<boolean> {
  try {
    await link(file, target);
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw cause;
    return copyTo(file, target, isStillIt);
  }
}

/**
 * Copies a file with its times. It has its name only when it is whole and flushed: who looks into the folder never finds
 * half of it, and what an interruption left of a copy is written over by the next one.
 */
async function copyTo(file: string, target: string, isStillIt: () => Promise<boolean>): Promise<boolean> {
  const part = partOf(target);
  try {
    await copyFile(file, part);
    const { atime, mtime, mode } = await stat(file);
    // Files of media are read-only, and so are their copies.
    await chmod(part, 0o600);
    const handle = await open(part, 'r+');
    try {
      await handle.utimes(atime, mtime);
      await handle.chmod(mode & 0o777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!(await isStillIt())) return false;
    await giveName(part, target);
    return true;
  } finally {
    await rm(part, { force: true });
  }
}

/** The name of a copy that is not whole yet. */
function partOf(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.part`);
}

/** Fails where there is one of that name. */
async function giveName(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') throw cause;
    // A disk without second names, of a camera or a server: the best that can be had there.
    if (await exists(target))
      throw Object.assign(new Error(`${target} is taken`, { cause }), { code: 'EEXIST' });
    await rename(part, target);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return false;
    throw cause;
  }
}

/** The same file under two names, or two of the same content. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
  if (first.ino === second.ino && first.dev === second.dev) return true;
  return second.isFile() && first.size === second.size && (await hasSameContent(one, other));
}

async function hasSameContent(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([digestOf(one), digestOf(other)]);
  return first === second;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function isUnchanged(file: string, stamp: SourceStamp): Promise<boolean> {
  const { size, mtimeMs, ctimeMs } = await stat(file);
  return isSameStamp(stamp, { size, modifiedAt: mtimeMs, changedAt: ctimeMs });
}
