import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { makeFolders } from '../../platform/index.ts';
import { applicationFolders, dataFolderMark } from '../context/index.ts';

/**
 * What grows with the studies may lie in a folder of its own, on a larger disk: the application folder then has links
 * to the folders in it.
 */
const names = ['archive', 'quarantine', 'runs'] as const;

/** Absolute path of the data folder of the application in `root`; null where its data lie with the rest. */
export function dataFolderOf(root: string): string | null {
  try {
    const { archive } = applicationFolders(root);
    return path.dirname(path.resolve(root, readlinkSync(archive)));
  } catch {
    // It is a folder, or there is none yet.
    return null;
  }
}

/** Makes a data folder, which must be empty or not exist, and the links to it. @throws what the file system says */
export function makeDataFolder(root: string, dataFolder: string): void {
  makeFolders(dataFolder);
  if (readdirSync(dataFolder).length > 0)
    throw new EngineError('folder-not-usable', `The folder ${dataFolder} is not empty.`);
  writeFileSync(path.join(dataFolder, dataFolderMark), markOf(root));
  for (const name of names) {
    mkdirSync(path.join(dataFolder, name));
    // As a junction, which Windows makes without special rights.
    symlinkSync(path.join(dataFolder, name), path.join(root, name), 'junction');
  }
}

/** @throws EngineError `application-damaged` where the data folder is away, with its disk for example */
export function assertDataFolder(root: string): void {
  const dataFolder = dataFolderOf(root);
  if (dataFolder === null || existsSync(path.join(dataFolder, dataFolderMark))) return;
  throw new EngineError(
    'application-damaged',
    `The data folder ${dataFolder} of the application is not there.`,
    {
      advice: 'Connect the disk that it lies on, then start the application.',
    },
  );
}

/** What lies in a data folder, so that nobody else's is taken for it. */
function markOf(root: string): string {
  return `The data of an application of DCM Processor; the rest of it lies in ${root}\n`;
}

/**
 * Removes what the application in `root` has in its data folder, and the folder when it is empty then. One that was made
 * for another application, or by hand, stays: a copied folder has the same links.
 * @returns false where it stays
 * @throws what the file system says
 */
export async function removeDataFolder(root: string, dataFolder: string): Promise<boolean> {
  const mark = path.join(dataFolder, dataFolderMark);
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== markOf(root)) return false;
  // The mark goes last: until then it is known whose the rest is.
  for (const name of [...names, dataFolderMark])
    await rm(path.join(dataFolder, name), { recursive: true, force: true, maxRetries: 5 });
  // Somebody may have put something there.
  await rmdir(dataFolder).catch(() => undefined);
  return true;
}
