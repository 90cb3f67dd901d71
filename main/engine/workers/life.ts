import { EngineError } from '../../../contract/index.ts';
import type { WorkerComparison, WorkerVersion } from '../../../contract/index.ts';
import { compareFiles, originInWords } from '../services/index.ts';
import { listWorkerFiles } from './folder/files.ts';
import { inspectAs, inspectWorkerFolder } from './folder/inspect.ts';
import { placeWorkers, refuseUnusable } from './install.ts';
import type { WorkerRoomsInside, WorkerToPlace } from './install.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord } from './store/records.ts';
import { keptVersions, numberInPlace, sourceOfVersion } from './store/versions.ts';

/** The version in place and those before it, newest first. */
export function versionsOf(places: WorkerPlaces): WorkerVersion[] {
  const { origin, installedAt } = readRecord(places.recordFile);
  return [
    { number: numberInPlace(places), origin: originInWords(origin), installedAt, isInstalled: true },
    ...keptVersions(places).map((version) => ({
      number: version.number,
      origin: originInWords(version.origin),
      installedAt: version.installedAt,
      isInstalled: false,
    })),
  ];
}

/** The files of an earlier version. @throws EngineError `not-found` */
export function folderOfVersion(places: WorkerPlaces, name: string, number: number): string {
  if (numberInPlace(places) === number) return places.source;
  if (!keptVersions(places).some((version) => version.number === number)) {
    throw new EngineError('not-found', `There is no version ${number} of the worker "${name}".`, {
      advice: 'Its versions are listed on its page, and by: dcm-processor list worker-versions',
    });
  }
  return sourceOfVersion(places, number);
}

/** What would change if another folder took the place of the installed one. */
export async function compareWorker(
  places: WorkerPlaces,
  name: string,
  folder: string,
  signal: AbortSignal,
): Promise<WorkerComparison> {
  const { entry } = readRecord(places.recordFile);
  const { findings } = inspectWorkerFolder(folder, entry ?? name);
  const { files, leftOut } = await compareFiles(
    listWorkerFiles(places.source).files,
    listWorkerFiles(folder).files,
    signal,
  );
  return { isSame: files.length === 0, files, filesLeftOut: leftOut, findings };
}

/**
 * Puts an earlier version in place, as a new one.
 * @param wanted absent: the one before this
 * @returns numbers of the version that was in place, and of the one that was put back
 * @throws EngineError `not-found`, `worker-invalid`, `channel-taken`, `disk-failed`
 */
export async function rollBackWorker(
  rooms: WorkerRoomsInside,
  name: string,
  wanted: number | undefined,
): Promise<{ from: number; to: number }> {
  const places = rooms.placesOf(name);
  const from = numberInPlace(places);
  const kept = keptVersions(places);
  const version = wanted === undefined ? kept[0] : kept.find(({ number }) => number === wanted);
  if (version === undefined) {
    throw new EngineError(
      'not-found',
      wanted === undefined
        ? `There is no earlier version of the worker "${name}".`
        : `There is no version ${wanted} of the worker "${name}" that could be put back.`,
    );
  }
  const { number, origin, entry } = version;
  const folder = sourceOfVersion(places, number);
  const { workers, findings } = inspectAs(folder, name, entry);
  const toPlace = workers.map((worker): WorkerToPlace => ({
    worker,
    becomes: ({ options, isEnabled }) => ({ origin, entry, options, isEnabled }),
  }));
  refuseUnusable(rooms, folder, toPlace, findings, `Version ${number} cannot be put back`);
  await placeWorkers(rooms, folder, toPlace);
  return { from, to: number };
}
