import { opendir, realpath, stat } from 'node:fs/promises';
import type { BigIntStats, Dirent } from 'node:fs';
import path from 'node:path';
import { applicationFolders, isInside } from '../../context/index.ts';
import { fileKind, kindByContent, refusalOf } from '../reading/index.ts';
import type { FileKind } from '../reading/index.ts';

/** Something found below the paths of an import. */
export type Found =
  | { kind: FileKind; path: string }
  /** Cannot or must not be read; `reason` is a sentence for a person. */
  | { kind: 'refused'; path: string; reason: string };

const ownFolder = 'This is the folder of the application itself. Choose the files somewhere else.';

/**
 * Finds the files of an import: the paths themselves, folders recursively. Symbolic links are followed, because data
 * sets are often made of them; each real folder is entered once, so links that lead in circles end. A folder that
 * cannot be read is reported and the rest goes on.
 * @param roots absolute paths
 * @param applicationFolder is left out, so that an archive never imports itself
 */
export async function* findFiles(
  roots: readonly string[],
  applicationFolder: string,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  const chosen = new Set(roots);
  const own = await ownPlaces(applicationFolder);
  const ownIdentities = new Set(await Promise.all(own.map(identityOf)));
  const entered = new Set<string>();
  for (const root of chosen) {
    const found = await identify(root);
    if (found.kind === 'refused') {
      yield found;
    } else if (await liesIn(root, own)) {
      yield { kind: 'refused', path: root, reason: ownFolder };
    } else if (found.kind === 'folder') {
      yield* walk(found);
    } else {
      yield { kind: await kindByContent(root), path: root };
    }
    if (signal.aborted) return;
  }

  async function* walk(top: FoundFolder): AsyncGenerator<Found> {
    const waiting = [top];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (entered.has(folder.identity)) continue;
      entered.add(folder.identity);
      if (ownIdentities.has(folder.identity)) {
        yield { kind: 'refused', path: folder.path, reason: ownFolder };
        continue;
      }
      try {
        for await (const entry of await opendir(folder.path, { bufferSize: 256 })) {
          if (signal.aborted) return;
          const full = path.join(folder.path, entry.name);
          if (chosen.has(full)) continue;
          const found = await identifyEntry(full, entry);
          if (found.kind === 'folder') waiting.push(found);
          else yield found;
        }
      } catch (cause) {
        yield { kind: 'refused', path: folder.path, reason: refusalOf(cause, folder.path, 'folder') };
      }
    }
  }
}

/** The application folder, and what links in it lead to: its data may lie on another disk. */
async function ownPlaces(applicationFolder: string): Promise<string[]> {
  const { root, archive, runs, quarantine } = applicationFolders(applicationFolder);
  const places = await Promise.all([archive, runs, quarantine].map((one) => realpath(one).catch(() => null)));
  return [await realpath(root), ...places.filter((one) => one !== null)];
}

async function liesIn(folder: string, places: readonly string[]): Promise<boolean> {
  const real = await realpath(folder);
  return places.some((place) => isInside(real, place));
}

interface FoundFolder {
  kind: 'folder';
  path: string;
  identity: string;
}

async function identifyEntry(full: string, entry: Dirent): Promise<Found | FoundFolder> {
  if (entry.isFile()) return fileNamed(full);
  return identify(full);
}

/** What lies at a path, links followed. */
async function identify(full: string): Promise<Found | FoundFolder> {
  let stats: BigIntStats;
  try {
    stats = await stat(full, { bigint: true });
  } catch (cause) {
    return { kind: 'refused', path: full, reason: refusalOf(cause, full, 'file') };
  }
  if (stats.isDirectory()) return { kind: 'folder', path: full, identity: `${stats.dev}:${stats.ino}` };
  if (stats.isFile()) return fileNamed(full);
  return { kind: 'refused', path: full, reason: 'This is no file but a device, pipe or socket.' };
}

function fileNamed(full: string): Found {
  return { kind: fileKind(full), path: full };
}

async function identityOf(folder: string): Promise<string> {
  const stats = await stat(folder, { bigint: true });
  return `${stats.dev}:${stats.ino}`;
}
