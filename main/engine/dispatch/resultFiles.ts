import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isInputFile } from './dataFolder.ts';

/** Time after which a look at a large folder lets other work have its turn, in milliseconds. */
const slice = 4;

/** A file in the data folder of a run. */
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

/** What lies in the data folder of a run. */
export interface FoundData {
  /** All but its input. */
  files: FoundFile[];
  /** Its input, as it is now. */
  input: FoundFile[];
}

/** Every file below the data folder of a run but its input, as `lookAtData` finds them. */
export async function findFiles(dataFolder: string): Promise<FoundFile[]> {
  return (await lookAtData(dataFolder)).files;
}

/**
 * Every file below the data folder of a run. Links to folders are not walked; a link to a file counts
 * where it leads to a file inside the folder. What vanishes meanwhile is passed over.
 *
 * The calls are synchronous because for the few files of most runs that costs a fifth of what asynchronous ones do;
 * a long look is cut into slices. The history lies on the same disk and is read the same way.
 */
export async function lookAtData(dataFolder: string): Promise<FoundData> {
  const found: FoundData = { files: [], input: [] };
  const folders = [''];
  let until = performance.now() + slice;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readFolder(path.join(dataFolder, folder))) {
      const relative = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(relative);
        continue;
      }
      const stats = lookAt(dataFolder, relative, entry);
      if (stats !== null) {
        const isInput = entry.isFile() && isInputFile(relative);
        found[isInput ? 'input' : 'files'].push(describe(relative, stats));
      }
      if (performance.now() > until) {
        await setImmediate();
        until = performance.now() + slice;
      }
    }
  }
  return found;
}

/** Looks that are about to begin, by folder. */
const upcoming = new Map<string, Promise<FoundData>>();

/** The same for jobs of one run that end in one moment: one look does for all of them. */
export function lookTogether(dataFolder: string): Promise<FoundData> {
  const found = upcoming.get(dataFolder);
  if (found !== undefined) return found;
  const look = setImmediate().then(() => {
    upcoming.delete(dataFolder);
    return lookAtData(dataFolder);
  });
  upcoming.set(dataFolder, look);
  return look;
}

function readFolder(folder: string): Dirent[] {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** Null where the entry is no file, or leads out of the folder. */
function lookAt(dataFolder: string, relative: string, entry: Dirent): Stats | null {
  const file = path.join(dataFolder, relative);
  if (entry.isSymbolicLink()) return unlessGone(() => linkedFile(dataFolder, file));
  return entry.isFile() ? unlessGone(() => lstatSync(file)) : null;
}

function linkedFile(dataFolder: string, link: string): Stats | null {
  const target = realpathSync(link);
  if (!target.startsWith(realpathSync(dataFolder) + path.sep)) return null;
  const stats = statSync(target);
  return stats.isFile() ? stats : null;
}

function describe(relative: string, stats: Stats): FoundFile {
  return {
    path: relative,
    size: stats.size,
    modifiedAt: Math.round(stats.mtimeMs),
    changedAt: Math.round(stats.ctimeMs),
  };
}

/** Null where the entry went away, may not be read, or is a link that leads nowhere or round in a circle. */
function unlessGone<Result>(look: () => Result): Result | null {
  try {
    return look();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== undefined && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].includes(code)) return null;
    throw cause;
  }
}
