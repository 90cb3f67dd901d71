import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../context/index.ts';
import type { WorkerFile } from '../folder/files.ts';
import type { WorkerPlaces } from './places.ts';
import { keepVersion } from './versions.ts';
import type { KeptVersion } from './versions.ts';

const incoming = '.incoming-';
const replaced = '.replaced';

/**
 * Copies files, complete beside their final place before the folder gets its name.
 * @param replacedIs what the folder before was; it is kept as a version where that is told
 */
export function placeSource(
  places: WorkerPlaces,
  files: readonly WorkerFile[],
  replacedIs: KeptVersion | null = null,
): void {
  const fresh = path.join(places.root, `${incoming}${newId()}`);
  const before = path.join(places.root, replaced);
  try {
    copyFiles(files, fresh);
    rmSync(before, { recursive: true, force: true });
    if (existsSync(places.source)) renameSync(places.source, before);
    renameSync(fresh, places.source);
    if (replacedIs !== null && existsSync(before)) keepVersion(places, before, replacedIs);
    rmSync(before, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Copies files of a worker folder to another folder; what may be executed still may. */
export function copyFiles(files: readonly WorkerFile[], target: string): void {
  mkdirSync(target, { recursive: true });
  for (const file of files) {
    const destination = path.join(target, ...file.relative.split('/'));
    mkdirSync(path.dirname(destination), { recursive: true });
    copyFileSync(file.absolute, destination);
    chmodSync(destination, file.isExecutable ? 0o755 : 0o644);
  }
}

/** Clears up after an installation that was killed: the folder before comes back where the new one is not in place. */
export function recoverSource(places: WorkerPlaces): void {
  for (const entry of readdirSync(places.root)) {
    const leftover = path.join(places.root, entry);
    if (entry.startsWith(incoming)) rmSync(leftover, { recursive: true, force: true });
    if (entry !== replaced) continue;
    if (existsSync(places.source)) rmSync(leftover, { recursive: true, force: true });
    else renameSync(leftover, places.source);
  }
}
