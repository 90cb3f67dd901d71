import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ApplicationFolders } from '../context/index.ts';
import { newId } from '../context/index.ts';
import { copyServicePart } from './serviceFiles.ts';
import type { ServiceFile } from './serviceFiles.ts';

const incoming = '.incoming-';
const replaced = '.replaced-';

/**
 * Puts the files of a service in place: `module/` to `modules/<name>`, `registry/` to `registry/<name>`. Both are
 * complete beside their final place before the first is renamed; the registry comes last, because it is what makes
 * the service's jobs known.
 */
export function placeService(folders: ApplicationFolders, name: string, files: readonly ServiceFile[]): void {
  const id = newId();
  const places = [
    { part: 'module', parent: folders.modules },
    { part: 'registry', parent: folders.registry },
  ];
  try {
    for (const { part, parent } of places)
      copyServicePart(files, part, path.join(parent, `${incoming}${id}`));
    for (const { parent } of places) {
      const target = path.join(parent, name);
      if (existsSync(target)) renameSync(target, path.join(parent, `${replaced}${name}`));
      renameSync(path.join(parent, `${incoming}${id}`), target);
      rmSync(path.join(parent, `${replaced}${name}`), { recursive: true, force: true });
    }
  } finally {
    for (const { parent } of places)
      rmSync(path.join(parent, `${incoming}${id}`), { recursive: true, force: true });
  }
}

/** Clears up after an installation that was killed: the version before comes back where the new one is not in place. */
export function recoverPlaces(folders: ApplicationFolders): void {
  for (const parent of [folders.modules, folders.registry]) {
    if (!existsSync(parent)) continue;
    for (const entry of readdirSync(parent)) {
      const leftover = path.join(parent, entry);
      if (entry.startsWith(incoming)) rmSync(leftover, { recursive: true, force: true });
      if (!entry.startsWith(replaced)) continue;
      const target = path.join(parent, entry.slice(replaced.length));
      if (existsSync(target)) rmSync(leftover, { recursive: true, force: true });
      else renameSync(leftover, target);
    }
  }
}
