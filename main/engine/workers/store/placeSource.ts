import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { crashPoint, newId } from '../../context/index.ts';
import type { WorkerFile } from '../folder/files.ts';
import { copyFiles } from './copyFiles.ts';
import type { WorkerPlaces } from './places.ts';
import { readRecord, writeRecord } from './records.ts';
import type { WorkerRecord } from './records.ts';
import { noteVersion, numberInPlace, sourceOfVersion } from './versions.ts';

const incoming = '.incoming-';
const incomingFolder = ({ root }: WorkerPlaces, id: string) => path.join(root, `${incoming}${id}`);

/**
 * Copies files beside the place of a worker's folder.
 * @returns identifier to put them in place with
 */
export async function copyBeside(places: WorkerPlaces, files: readonly WorkerFile[]): Promise<string> {
  const id = newId();
  try {
    await copyFiles(files, incomingFolder(places, id));
  } catch (cause) {
    await forgetCopy(places, id);
    throw cause;
  }
  crashPoint('worker-copied');
  return id;
}

/** Removes a copy that was not put in place, with the folder of a worker that was never there. */
export async function forgetCopy(places: WorkerPlaces, id: string): Promise<void> {
  // What could neither be put in place nor taken back is gone on with later.
  if (readRecord(places.recordFile).placing?.id === id) return;
  await rm(incomingFolder(places, id), { recursive: true, force: true, maxRetries: 3 });
  if (existsSync(places.root) && readdirSync(places.root).length === 0) await rmdir(places.root);
}

/**
 * Puts a copy in place. It is true with the one write of the record: what a kill leaves undone after that,
 * `finishPlacing` does. The folder before is moved to the versions that are kept.
 * @throws what the file system says; everything is as it was then
 */
export function placeSource(
  places: WorkerPlaces,
  id: string,
  is: Pick<WorkerRecord, 'origin' | 'entry' | 'options' | 'isEnabled'>,
): void {
  finishPlacing(places);
  const hadRecord = existsSync(places.recordFile);
  const before = readRecord(places.recordFile);
  const number = numberInPlace(places);
  const replaced = existsSync(places.source) ? number : null;
  if (replaced !== null) {
    const { origin, installedAt, entry } = before;
    noteVersion(places, { number, origin, installedAt, entry });
  }
  writeRecord(places.recordFile, {
    ...before,
    ...is,
    number: replaced === null ? number : number + 1,
    installedAt: Date.now(),
    placing: { id, replaced },
  });
  crashPoint('worker-recorded');
  try {
    finishPlacing(places);
  } catch (cause) {
    if (replaced !== null && !existsSync(places.source))
      renameSync(sourceOfVersion(places, replaced), places.source);
    if (hadRecord) writeRecord(places.recordFile, before);
    else rmSync(places.recordFile);
    throw cause;
  }
}

/** Goes on with what the record says is put in place; does nothing where that is done. */
export function finishPlacing(places: WorkerPlaces): void {
  const { placing } = readRecord(places.recordFile);
  if (placing === null) return;
  const fresh = incomingFolder(places, placing.id);
  if (!existsSync(fresh)) return;
  if (placing.replaced !== null && existsSync(places.source)) {
    const kept = sourceOfVersion(places, placing.replaced);
    mkdirSync(path.dirname(kept), { recursive: true });
    renameSync(places.source, kept);
  }
  crashPoint('worker-half-placed');
  renameSync(fresh, places.source);
  crashPoint('worker-placed');
}

/** Removes copies that an engine that was killed did not come to put in place; only while none is being made. */
export async function removeLeftCopies(places: WorkerPlaces): Promise<void> {
  for (const entry of readdirSync(places.root)) {
    if (entry.startsWith(incoming)) await forgetCopy(places, entry.slice(incoming.length));
  }
}
