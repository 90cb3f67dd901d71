import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { ChosenWorkerOptions, Finding, SourceOrigin } from '../../../contract/index.ts';
import { originInWords, takenFromFolder } from '../services/index.ts';
import { prepareWorker } from './build/prepare.ts';
import { listWorkerFiles } from './folder/files.ts';
import { refuseErrors } from './folder/findings.ts';
import { inspectWorkerFolder } from './folder/inspect.ts';
import { entryTargets, findingsOfOptions, optionsOf } from './folder/options.ts';
import type { NamedSettings } from './folder/settingsFile.ts';
import type { Installed } from './installed.ts';
import { copyBeside, forgetCopy, placeSource } from './store/placeSource.ts';
import { entryFolder } from './store/places.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord } from './store/records.ts';
import type { WorkerRecord } from './store/records.ts';

/** What is to be installed. */
export interface WorkerInstallation {
  /** Folder that its files are copied from. */
  path: string;
  /** Name of the worker; which one of several, where settings.json is an array. */
  name?: string | undefined;
  replace: boolean;
  /** Chosen in place of those in settings.json; they join those that were chosen before. */
  options: ChosenWorkerOptions;
  /** Where the folder came from, where that is not the folder itself. */
  origin?: SourceOrigin | undefined;
}
/** A worker as it is to be put in place. */
export interface WorkerToPlace {
  worker: NamedSettings;
  /** What its record says then. */
  becomes(before: WorkerRecord): Pick<WorkerRecord, 'origin' | 'entry' | 'options' | 'isEnabled'>;
}
/** What putting workers in place needs of the room. */
export interface WorkerRoomsInside {
  installed: Installed;
  placesOf(name: string): WorkerPlaces;
}

/**
 * Copies a worker folder into the application, once for each worker of its settings.json. Nothing of it is run.
 * @returns names of the workers
 * @throws EngineError `worker-invalid` with every finding, `worker-exists`, `channel-taken`, `disk-failed`
 */
export async function installFolder(
  rooms: WorkerRoomsInside,
  request: WorkerInstallation,
): Promise<string[]> {
  const folder = path.resolve(request.path);
  const { workers, findings } = inspectWorkerFolder(folder, request.name);
  const origin = request.origin ?? takenFromFolder(folder).origin;
  const toPlace = workers.map((worker): WorkerToPlace => {
    const entry = worker.settings.name === '' ? null : worker.settings.name.toLowerCase();
    return {
      worker,
      becomes: ({ options, isEnabled }) => ({
        origin,
        entry,
        isEnabled,
        options: { ...options, ...request.options },
      }),
    };
  });
  const what = `The worker in ${originInWords(origin)} cannot be installed`;
  refuseUnusable(rooms, folder, toPlace, findings, what);
  refuseTaken(rooms, toPlace, request.replace);
  await placeWorkers(rooms, folder, toPlace);
  return workers.map(({ name }) => name);
}

/**
 * What would keep workers from being used beside those that are installed.
 * @throws EngineError `worker-invalid` with every finding, `channel-taken`
 */
export function refuseUnusable(
  { installed, placesOf }: WorkerRoomsInside,
  folder: string,
  toPlace: readonly WorkerToPlace[],
  findings: readonly Finding[],
  what: string,
): void {
  const all = [
    ...findings,
    ...toPlace.flatMap(({ worker, becomes }) => {
      const { options } = becomes(readRecord(placesOf(worker.name).recordFile));
      return [
        ...findingsOfOptions(worker, optionsOf(worker, options)),
        // Errors of the files are the same whatever the base image has.
        ...prepareWorker(folder, worker, null, '').findings,
      ];
    }),
    ...installed.claims(toPlace.map(({ worker }) => worker)),
  ];
  refuseErrors(all, what);
}

/** @throws EngineError `worker-exists` where one is installed that must not be replaced */
export function refuseTaken(
  { installed }: WorkerRoomsInside,
  toPlace: readonly WorkerToPlace[],
  replace: boolean,
): void {
  const taken = toPlace.find(({ worker }) => !replace && installed.has(worker.name));
  if (taken !== undefined)
    throw new EngineError('worker-exists', `A worker named "${taken.worker.name}" is already installed.`);
}

/**
 * Copies the files of a folder for each of the workers, and only then puts them in place.
 * @throws EngineError `disk-failed`
 */
export async function placeWorkers(
  { placesOf }: WorkerRoomsInside,
  folder: string,
  toPlace: readonly WorkerToPlace[],
): Promise<void> {
  const { files } = listWorkerFiles(folder);
  const copies: (WorkerToPlace & { places: WorkerPlaces; id: string })[] = [];
  try {
    for (const one of toPlace) {
      const places = placesOf(one.worker.name);
      copies.push({ ...one, places, id: await copyBeside(places, files) });
    }
    for (const { places, id, worker, becomes } of copies) {
      placeSource(places, id, becomes(readRecord(places.recordFile)));
      for (const target of entryTargets(worker)) mkdirSync(entryFolder(places, target), { recursive: true });
    }
  } catch (cause) {
    for (const { places, id } of copies) await forgetCopy(places, id);
    throw new EngineError('disk-failed', `The files in ${folder} could not be copied.`, {
      details: toEngineError(cause).details ?? String(cause),
      cause,
    });
  }
}
