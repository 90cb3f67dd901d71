import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isInputFile } from './dataFolder.ts';

/** A file in the data folder of a run that is not its input. */
export interface FoundFile {
  /** Relative to the data folder, with `/`. */
  path: string;
  /** Bytes. */
  size: number;
  /** Last change of the content, in ms since the epoch. */
  modifiedAt: number;
  /** Last change of the entry, in ms since the epoch; unlike `modifiedAt`, programs cannot set it at will. */
  changedAt: number;
}

/**
 * Every file below the data folder of a run but its input. Links to folders are not walked; a link to a file counts
 * where it leads to a file inside the folder. What vanishes meanwhile is passed over.
 */
export async function findFiles(dataFolder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readFolder(path.join(dataFolder, folder));
    const files: Promise<FoundFile | null>[] = [];
    for (const entry of entries) {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(relative);
      else if (entry.isSymbolicLink()) files.push(linkedFile(dataFolder, relative));
      else if (entry.isFile() && !isInputFile(relative)) files.push(plainFile(dataFolder, relative));
    }
    for (const file of await Promise.all(files)) if (file !== null) found.push(file);
  }
  return found;
}

async function readFolder(folder: string): Promise<Dirent[]> {
  return (await unlessGone(() => readdir(folder, { withFileTypes: true }))) ?? [];
}

function plainFile(dataFolder: string, relative: string): Promise<FoundFile | null> {
  return unlessGone(async () => describe(relative, await lstat(path.join(dataFolder, relative))));
}

function linkedFile(dataFolder: string, relative: string): Promise<FoundFile | null> {
  return unlessGone(async () => {
    const link = path.join(dataFolder, relative);
    const [root, target] = await Promise.all([realpath(dataFolder), realpath(link)]);
    if (!target.startsWith(root + path.sep)) return null;
    const stats = await stat(target);
    return stats.isFile() ? describe(relative, stats) : null;
  });
}

function describe(relative: string, stats: { size: number; mtimeMs: number; ctimeMs: number }): FoundFile {
  return {
    path: relative,
    size: stats.size,
    modifiedAt: Math.round(stats.mtimeMs),
    changedAt: Math.round(stats.ctimeMs),
  };
}

/** Null where the entry went away, may not be read, or is a link that leads nowhere or round in a circle. */
async function unlessGone<Result>(look: () => Promise<Result>): Promise<Result | null> {
  try {
    return await look();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].includes(code)) return null;
    throw cause;
  }
}
