import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import { copyServicePart, copyServicePartAside } from './serviceFiles.ts';
import type { ServiceFile } from './serviceFiles.ts';

const incoming = '.incoming-';
const replaced = '.replaced-';
/** Below `modules/`: versions that jobs use while others still use the one before. */
const beside = '.versions';

/** The two packages of a service, and what they are called in an application. */
export type Part = 'registry' | 'module';

/** Folder in which the packages of all services lie. */
export function parentOf(folders: ApplicationFolders, part: Part): string {
  return part === 'registry' ? folders.registry : folders.modules;
}

/** Copies a part of a service to where `swapIn` takes it from. */
export async function bringPart(
  parent: string,
  name: string,
  part: Part,
  files: readonly ServiceFile[],
): Promise<void> {
  rmSync(path.join(parent, `${incoming}${name}`), { recursive: true, force: true });
  await copyServicePartAside(files, part, path.join(parent, `${incoming}${name}`, name));
}

/** The same at once, for the start of the engine. */
export function bringPartNow(parent: string, name: string, part: Part, files: readonly ServiceFile[]): void {
  rmSync(path.join(parent, `${incoming}${name}`), { recursive: true, force: true });
  copyServicePart(files, part, path.join(parent, `${incoming}${name}`, name));
}

/** Puts what was brought in place of what is there. Two renames: nothing of the engine can see it half. */
export function swapIn(parent: string, name: string): void {
  const target = path.join(parent, name);
  const before = path.join(parent, `${replaced}${name}`);
  rmSync(before, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, before);
  renameSync(path.join(parent, `${incoming}${name}`, name), target);
  rmSync(path.join(parent, `${incoming}${name}`), { recursive: true, force: true });
  rmSync(before, { recursive: true, force: true });
}

/** Puts the modules that were brought beside those that are used. @returns the folder with the package in it */
export function putBeside(modules: string, name: string): string {
  const folder = path.join(modules, beside, newId());
  mkdirSync(path.dirname(folder), { recursive: true });
  renameSync(path.join(modules, `${incoming}${name}`), folder);
  return folder;
}

/** Takes a part of a service away. */
export function removePart(parent: string, name: string): void {
  rmSync(path.join(parent, name), { recursive: true, force: true });
}

/**
 * Clears up after an engine that was killed: what was moved away comes back where nothing took its place, and what was
 * not put in place goes.
 */
export function clearLeftovers(folders: ApplicationFolders): void {
  for (const parent of [folders.modules, folders.registry]) {
    if (!existsSync(parent)) continue;
    for (const entry of readdirSync(parent)) {
      const leftover = path.join(parent, entry);
      if (entry.startsWith(incoming) || entry === beside) rmSync(leftover, { recursive: true, force: true });
      if (!entry.startsWith(replaced)) continue;
      const target = path.join(parent, entry.slice(replaced.length));
      if (existsSync(target)) rmSync(leftover, { recursive: true, force: true });
      else renameSync(leftover, target);
    }
  }
}
