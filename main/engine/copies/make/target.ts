import { accessSync, constants, statSync } from 'node:fs';
import { open, rename, rm, rmdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, errorsIn, finding } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import { makeFolders } from '../../../platform/index.ts';
import { chooseAnother, isInside, liesInOwn, nearestFolder, ownPlaceAround } from '../../context/index.ts';
import type { OwnPlaces } from '../../context/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';

/** Space that is left on a disk in any case, in bytes. */
const reserve = 64 * 1024 ** 2;

/** What is wrong with a file that is to be made; the first thing that is. */
export async function checkFile(file: string, own: OwnPlaces): Promise<Finding[]> {
  const error = (code: string, message: string, advice: string) => [
    finding('error', code, message, { field: 'file', advice }),
  ];
  if (!path.isAbsolute(file) || file.includes('\0'))
    return error(
      'file-not-absolute',
      `The backup must be a full path, not "${file}".`,
      'Name a file with its folder.',
    );
  if (file.toLowerCase().endsWith('.zip'))
    return error(
      'file-is-zip',
      `The backup of an application is a tar.gz file, and ${file} ends in .zip.`,
      'Name a file that ends in .tar.gz.',
    );
  const place = await ownPlaceAround(own, file);
  if (place !== null) return error('file-in-application', liesInOwn('The backup', place), chooseAnother);
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats !== undefined)
      return error(
        'file-exists',
        `There is a file ${file} already.`,
        'Choose another name: no file is ever written over.',
      );
    const nearest = nearestFolder(path.dirname(file));
    if (!statSync(nearest).isDirectory())
      return error(
        'file-in-file',
        `${nearest} is a file, so that nothing can be made in it.`,
        'Choose another folder.',
      );
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return [];
  } catch {
    return error(
      'file-not-writable',
      `The file ${file} cannot be made.`,
      'Choose a folder that you may write.',
    );
  }
}

/** @throws EngineError `folder-not-usable`, `file-exists` */
export async function assertTarget(file: string, own: OwnPlaces): Promise<void> {
  const [wrong] = errorsIn(await checkFile(file, own));
  if (wrong === undefined) return;
  throw new EngineError(wrong.code === 'file-exists' ? 'file-exists' : 'folder-not-usable', wrong.message, {
    ...(wrong.advice !== null && { advice: wrong.advice }),
  });
}

/** Warns where the disk may have too little space. */
export async function checkSpace(place: string, bytes: number, field: string): Promise<Finding[]> {
  const free = await freeBytes(place).catch(() => null);
  if (free === null || free > bytes + reserve) return [];
  const message = `There may be too little space: ${inGigabytes(bytes)} are to be written, and ${inGigabytes(free)} are free.`;
  return [
    finding('warning', 'disk-nearly-full', message, {
      field,
      advice: 'Free some space, or choose another disk.',
    }),
  ];
}

/** @throws EngineError `disk-full` where so much cannot be written */
export async function assertSpace(place: string, bytes: number): Promise<void> {
  const free = await freeBytes(place);
  if (free > bytes + reserve) return;
  throw new EngineError(
    'disk-full',
    `There is too little space in ${place}: ${inGigabytes(bytes)} are needed, ${inGigabytes(free)} are free.`,
    {
      advice: 'Free some space, or choose a place on another disk.',
    },
  );
}

async function freeBytes(place: string): Promise<number> {
  const { bavail, bsize } = await statfs(nearestFolder(place));
  return bavail * bsize;
}

const inGigabytes = (bytes: number) =>
  bytes < 1024 ** 3 ? `${Math.ceil(bytes / 1024 ** 2)} MB` : `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/**
 * Makes something in a folder, which is made where it is missing. When that fails, it is missing again.
 * @param unfinished what `work` makes there before it has its name; removed when it fails
 */
export async function withFolder<Result>(
  folder: string,
  unfinished: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let first: string | undefined;
  try {
    first = makeFolders(folder);
  } catch (cause) {
    throw new EngineError('folder-not-usable', `The folder ${folder} cannot be made.`, { cause });
  }
  try {
    return await work();
  } catch (cause) {
    // What cannot be removed is told by the task.
    await rm(unfinished, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    // Only while they are empty: somebody else may have put something there.
    for (let here = folder; first !== undefined && isInside(here, first); here = path.dirname(here)) {
      if (
        !(await rmdir(here).then(
          () => true,
          () => false,
        ))
      )
        break;
    }
    throw cause;
  }
}

/**
 * Gives a finished file its name, unless something of that name came meanwhile. From then on it is what `work` is making:
 * a kill before the task has succeeded leaves no file of that name, empty or whole.
 * @throws EngineError `file-exists`, `disk-failed`
 */
export async function putInPlace(
  work: Pick<GeneralTaskWork, 'making' | 'made'>,
  finished: string,
  file: string,
): Promise<void> {
  try {
    // Nobody else can have the name from here on.
    await (await open(file, 'wx', 0o600)).close();
  } catch (cause) {
    throw new EngineError('file-exists', `A file ${file} was made meanwhile.`, { cause });
  }
  work.making(file);
  try {
    await rename(finished, file);
    work.made(finished);
  } catch (cause) {
    throw new EngineError('disk-failed', `The backup ${file} could not be given its name.`, { cause });
  }
}
