import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { WatchedFolder } from '../../../../contract/index.ts';
import { isInside, systemCode } from '../../context/index.ts';
import { liesInApplication } from './otherApplication.ts';

/** A watched folder as it lies among the others. */
export interface Arranged {
  /** Real path. */
  root: string;
  /** Real paths inside it that are not looked into: other watched folders, folders that files are moved to. */
  excluded: string[];
  /** Where files are moved to; null when they are not. */
  moveTo: string | null;
}

/** Why a folder cannot be watched. `again`: by itself it may become good. */
export interface Unusable {
  problem: string;
  details: string | null;
  again: boolean;
}

/**
 * Finds out whether a folder can be watched beside the others, and what in it belongs to those. Looked at anew each
 * time: folders vanish and come back, and links can be made to lead elsewhere.
 */
export async function arrange(
  folder: WatchedFolder,
  all: readonly WatchedFolder[],
  applicationFolder: string,
): Promise<Arranged | Unusable> {
  if (!path.isAbsolute(folder.path)) return never(`${folder.path} is not the full path of a folder.`);
  let root: string;
  try {
    root = await realpath(folder.path);
    if (!(await stat(root)).isDirectory()) return never(`${folder.path} is a file, not a folder.`);
  } catch (cause) {
    return unreachable(folder.path, cause);
  }
  const own = await realOrGiven(applicationFolder);
  if (isInside(root, own)) {
    return never('It is the folder of the application itself, or lies in it. Watch another one.');
  }
  if (await liesInApplication(root)) {
    return never('It is the folder of another application, or lies in it. Watch another one.');
  }
  const enabled = all.filter((one) => one.enabled);
  // Options are new objects after every change; the id stays.
  const before = enabled.slice(
    0,
    Math.max(
      enabled.findIndex((one) => one.id === folder.id),
      0,
    ),
  );
  for (const other of before) {
    if ((await realOrGiven(other.path)) === root) return never('It is watched already; once is enough.');
  }
  const moveTo = folder.after === 'move' && folder.moveTo !== null ? await realOrGiven(folder.moveTo) : null;
  if (moveTo !== null && isInside(moveTo, own))
    return never('Its files would be moved into the folder of the application itself. Choose another one.');
  // Never made: where a network share is not connected, files would be hidden below its place when it is again.
  if (moveTo !== null && !isInside(moveTo, root) && !(await isFolder(moveTo))) return noTarget(moveTo);
  const targets = await Promise.all(
    enabled.flatMap((one) => (one.after === 'move' && one.moveTo !== null ? [realOrGiven(one.moveTo)] : [])),
  );
  if (targets.some((target) => isInside(root, target))) {
    return never(
      'Files of a watched folder are moved into it, so they would go in circles. Choose another one.',
    );
  }
  const roots = await Promise.all(enabled.map((one) => realOrGiven(one.path)));
  const excluded = [own, ...targets, ...roots].filter((one) => one !== root && isInside(one, root));
  return { root, excluded, moveTo };
}

function never(problem: string): Unusable {
  return { problem, details: null, again: false };
}

function noTarget(folder: string): Unusable {
  return {
    problem: `The folder ${folder}, which files are moved to, is not there. Make it, or connect its network share; then files are taken.`,
    details: null,
    again: true,
  };
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}

function unreachable(folder: string, cause: unknown): Unusable {
  const details = cause instanceof Error ? cause.message : String(cause);
  const code = systemCode(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return {
      problem: `The folder ${folder} is not there. As soon as it is, its files are taken.`,
      details,
      again: true,
    };
  }
  return {
    problem: `The folder ${folder} cannot be read. Give yourself permission, or connect the network share again.`,
    details,
    again: true,
  };
}

async function realOrGiven(one: string): Promise<string> {
  const absolute = path.resolve(one);
  try {
    return await realpath(absolute);
  } catch {
    // It does not exist yet: what exists above it may still be a link.
    const parent = path.dirname(absolute);
    return parent === absolute ? absolute : path.join(await realOrGiven(parent), path.basename(absolute));
  }
}
