import { readlinkSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isInside, systemCode } from '../../context/index.ts';

/** One thing to be copied. */
export interface CopiedFile {
  /** Where it lies in the copy: relative, with `/`. */
  name: string;
  /** Absolute. */
  path: string;
  kind: 'file' | 'folder' | 'link';
  size: number;
  /** Permission bits. */
  mode: number;
  modifiedAt: Date;
  /** Where a link leads to; relative. */
  leadsTo?: string;
}

/** What is left out of a walk, and why. */
export type LeftOut = (name: string, why: 'link' | 'special' | 'unreadable', cause?: unknown) => void;

/**
 * Everything below a folder, the folder itself first; nothing where there is none. What vanishes meanwhile is left out.
 * Links are never followed, and kept only where they lead to somewhere in the same tree.
 * @param options.skip names in the copy that are not wanted, with all that is below them
 */
export async function* walk(
  folder: string,
  name: string,
  options: { leftOut: LeftOut; skip?: (name: string) => boolean; root?: string },
): AsyncGenerator<CopiedFile> {
  const { leftOut, skip, root = folder } = options;
  if (skip?.(name) === true) return;
  let stats: Stats;
  try {
    stats = await lstat(folder);
  } catch (cause) {
    // One whose name is no text is there, and cannot be asked for by it.
    if (!isGone(cause) || name.includes('\ufffd')) leftOut(name, 'unreadable', cause);
    return;
  }
  const one = { name, path: folder, mode: stats.mode & 0o777, modifiedAt: stats.mtime };
  if (stats.isFile()) {
    yield { ...one, kind: 'file', size: stats.size };
  } else if (stats.isSymbolicLink()) {
    const leadsTo = linkWithin(folder, root);
    if (leadsTo === null) leftOut(name, 'link');
    else yield { ...one, kind: 'link', size: 0, leadsTo };
  } else if (stats.isDirectory()) {
    yield { ...one, kind: 'folder', size: 0 };
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (cause) {
      if (!isGone(cause)) leftOut(name, 'unreadable', cause);
      return;
    }
    for (const inner of names.sort())
      yield* walk(path.join(folder, inner), `${name}/${inner}`, { ...options, root });
  } else {
    leftOut(name, 'special');
  }
}

/** True where the system says that there is nothing of a name; whatever else it says tells of a disk or of rights. */
export function isGone(cause: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(cause));
}

/** A relative link to something in the same tree; null for any other. */
function linkWithin(link: string, root: string): string | null {
  try {
    const leadsTo = readlinkSync(link);
    if (path.isAbsolute(leadsTo)) return null;
    return isInside(path.resolve(path.dirname(link), leadsTo), root) ? leadsTo : null;
  } catch {
    return null;
  }
}
