import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceStamp } from '../../archive/index.ts';
import { isInside, systemCode } from '../../context/index.ts';
import { isApplication } from './otherApplication.ts';

/** Files whose stamps are asked for at once; on a network share each takes its time. */
const mostAtOnce = 16;

export interface SeenFile {
  name: string;
  stamp: SourceStamp;
}

/** One folder of the walk. */
export interface SeenDirectory {
  /** Relative to the root; empty for the root itself. */
  directory: string;
  files: SeenFile[];
  /** Names of everything in it. */
  names: Set<string>;
}

/** What could not be looked at. */
export interface Unseen {
  path: string;
  cause: unknown;
}

/** What a walk is about. */
export interface Walk {
  root: string;
  /** Real paths that are left out. */
  excluded: readonly string[];
  recursive: boolean;
  wants(name: string): boolean;
  signal: AbortSignal;
  onUnseen(unseen: Unseen): void;
}

/**
 * The folders below a root with their files. Links to folders are followed, each real folder is entered once, so
 * circles end; those that lead out of the root are followed as well, as in imports. Folders of applications are left out.
 */
export async function* walkFolder(walk: Walk): AsyncGenerator<SeenDirectory> {
  const entered = new Set<string>();
  const waiting = [''];
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (walk.signal.aborted) return;
    const full = path.join(walk.root, directory);
    try {
      const real = await realpath(full);
      if (entered.has(real) || walk.excluded.some((one) => isInside(real, one))) continue;
      entered.add(real);
      const seen = await look(walk, full, directory);
      if (isApplication(seen.names)) continue;
      if (walk.recursive) waiting.push(...seen.folders.map((name) => path.join(directory, name)));
      yield seen;
    } catch (cause) {
      // It went while the walk was under way.
      if (hasGone(full, cause) && directory !== '') continue;
      walk.onUnseen({ path: full, cause });
      if (directory === '') return;
    }
  }
}

async function look(
  walk: Walk,
  full: string,
  directory: string,
): Promise<SeenDirectory & { folders: string[] }> {
  const names = new Set<string>();
  const wanted: string[] = [];
  const folders: string[] = [];
  const links: string[] = [];
  for await (const entry of await opendir(full, { bufferSize: 256 })) {
    names.add(entry.name);
    if (entry.isDirectory()) folders.push(entry.name);
    else if (entry.isSymbolicLink()) links.push(entry.name);
    else if (entry.isFile() && walk.wants(entry.name)) wanted.push(entry.name);
  }
  const files: SeenFile[] = [];
  async function stampOf(name: string): Promise<void> {
    try {
      const stats = await stat(path.join(full, name));
      if (stats.isDirectory()) folders.push(name);
      else if (stats.isFile() && walk.wants(name)) {
        files.push({
          name,
          stamp: { size: stats.size, modifiedAt: stats.mtimeMs, changedAt: stats.ctimeMs },
        });
      }
    } catch (cause) {
      // A file that went meanwhile, or a link to nothing.
      if (!hasGone(name, cause)) walk.onUnseen({ path: path.join(full, name), cause });
    }
  }
  const open = [...wanted, ...links];
  for (let at = 0; at < open.length && !walk.signal.aborted; at += mostAtOnce) {
    await Promise.all(open.slice(at, at + mostAtOnce).map((name) => stampOf(name)));
  }
  return { directory, files, names, folders };
}

/** A name that is not in UTF-8 was read with replacement characters, and nothing has the name that makes. */
function hasGone(name: string, cause: unknown): boolean {
  return systemCode(cause) === 'ENOENT' && !name.includes('\ufffd');
}
