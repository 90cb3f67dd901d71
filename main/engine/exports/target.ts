import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { access, lstat, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, finding } from '../../../contract/index.ts';
import type { ExportForm, Finding } from '../../../contract/index.ts';
import { chooseAnother, giveName, liesInOwn, ownPlaceAround, systemCode } from '../context/index.ts';
import type { NameWays, OwnPlaces } from '../context/index.ts';
import { syncFolder } from '../archive/index.ts';

/** Space that is left on a disk in any case, in bytes. */
const reserve = 64 * 1024 ** 2;

/**
 * What is wrong with the place of an export; the first thing that is. Changes nothing.
 * @param own has the folders that are for this program alone
 */
export async function checkTarget(target: string, form: ExportForm, own: OwnPlaces): Promise<Finding[]> {
  const error = (code: string, message: string, advice: string) => [
    finding('error', code, message, { field: 'target', advice }),
  ];
  if (!path.isAbsolute(target) || target.includes('\0'))
    return error(
      'target-not-absolute',
      'Give the full path of what is to be made.',
      'Name it with its folder.',
    );
  const parent = path.dirname(target);
  try {
    const place = await ownPlaceAround(own, target);
    if (place !== null) return error('target-in-application', liesInOwn('The export', place), chooseAnother);
    if ((await statOf(parent))?.isDirectory() !== true)
      return error('folder-missing', `There is no folder ${parent}.`, 'Choose a folder that exists.');
    const there = await statOf(target);
    const isFree = form === 'folder' && there?.isDirectory() === true && (await readdir(target)).length === 0;
    if (there !== null && !isFree)
      return error(
        'target-exists',
        `There is ${target} already.`,
        'Choose another name: nothing is written over.',
      );
    await access(parent, constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return error(
      'folder-not-writable',
      `Nothing can be written in ${parent}.`,
      'Choose a folder that you may write.',
    );
  }
}

/** @throws EngineError `file-exists`, `folder-not-usable` */
export async function assertTarget(target: string, form: ExportForm, own: OwnPlaces): Promise<void> {
  const [wrong] = await checkTarget(target, form, own);
  if (wrong === undefined) return;
  throw new EngineError(wrong.code === 'target-exists' ? 'file-exists' : 'folder-not-usable', wrong.message, {
    ...(wrong.advice !== null && { advice: wrong.advice }),
  });
}

/** Null where nothing is there. @throws the reason why that cannot be told */
async function statOf(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT' || systemCode(cause) === 'ENOTDIR') return null;
    throw cause;
  }
}

/** Free bytes on the disk of a place; null where it does not tell. */
export async function freeBytesAt(target: string): Promise<number | null> {
  return statfs(path.dirname(target)).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}

/** What keeps so much from being written, or may. */
export function spaceProblem(freeBytes: number | null, bytes: number): string | null {
  if (freeBytes === null || freeBytes > bytes + reserve) return null;
  return `There is too little space: ${inWords(bytes)} are to be written, and ${inWords(freeBytes)} are free.`;
}

/** @throws EngineError `disk-full` */
export async function assertSpace(target: string, bytes: number): Promise<void> {
  const problem = spaceProblem(await freeBytesAt(target), bytes);
  if (problem === null) return;
  throw new EngineError('disk-full', problem, {
    advice: 'Free some space, or choose a place on another disk.',
  });
}

const inWords = (bytes: number) =>
  bytes < 1024 ** 3 ? `${Math.ceil(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/**
 * Gives what is whole its name; done twice it does no harm.
 * @returns false where it is not there any more
 * @throws EngineError `file-exists`, `disk-failed`
 */
export async function putInPlace(
  part: string,
  target: string,
  form: ExportForm,
  ways?: NameWays,
): Promise<boolean> {
  if (!(await exists(part))) return exists(target);
  try {
    if (form === 'folder') {
      // A rename takes the place of an empty folder on some systems only.
      await rmdir(target).catch(() => undefined);
      if (await exists(target)) throw taken(target);
      await rename(part, target);
    } else {
      await nameFile(part, target, ways);
    }
    await syncFolder(path.dirname(target));
    return true;
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('disk-failed', `The export ${target} could not be given its name.`, { cause });
  }
}

async function nameFile(part: string, target: string, ways: NameWays | undefined): Promise<void> {
  try {
    await giveName(part, target, ways);
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') throw cause;
    // Linked before an interruption: both are the same file.
    const [one, other] = [await lstat(part), await lstat(target)];
    if (one.ino !== other.ino || one.dev !== other.dev) throw taken(target, cause);
  }
  await rm(part, { force: true });
}

const taken = (target: string, cause?: unknown) =>
  new EngineError('file-exists', `Something was made at ${target} meanwhile.`, { cause });

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
