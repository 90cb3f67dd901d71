import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ChosenWorkerOptions, RouteRequest, SourceOrigin } from '../../../contract/index.ts';
import { takenFromFolder } from '../services/index.ts';
import { prepareWorker } from './build/prepare.ts';
import { listWorkerFiles } from './folder/files.ts';
import type { WorkerFile } from './folder/files.ts';
import { refuseErrors } from './folder/findings.ts';
import { inspectWorkerFolder } from './folder/inspect.ts';
import { entryTargets, findingsOfOptions, optionsOf } from './folder/options.ts';
import type { Installed } from './installed.ts';
import { placeSource } from './store/placeWorker.ts';
import { entryFolder } from './store/places.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord, writeRecord } from './store/records.ts';
import { keptVersions } from './store/versions.ts';

/** Puts files in the place of a worker's folder; the one before is kept as a version. */
export function placeVersion(
  places: WorkerPlaces,
  files: readonly WorkerFile[],
  is: { origin: SourceOrigin | null; entry: string | null; options?: ChosenWorkerOptions },
): void {
  const before = readRecord(places.recordFile);
  const isFirst = !existsSync(places.source);
  placeSource(places, files, isFirst ? null : before);
  const newest = Math.max(before.number, ...keptVersions(places).map(({ number }) => number));
  writeRecord(places.recordFile, {
    ...before,
    number: isFirst ? before.number : newest + 1,
    origin: is.origin,
    installedAt: Date.now(),
    entry: is.entry,
    options: { ...before.options, ...is.options },
  });
}

/**
 * Copies a worker folder into the application, once for each worker of its settings.json. Nothing of it is run.
 * @returns names of the workers
 * @throws EngineError `worker-invalid` with every finding, `worker-exists`, `channel-taken`
 */
export function installFolder(
  { installed, placesOf }: { installed: Installed; placesOf(name: string): WorkerPlaces },
  request: Omit<RouteRequest<'workers.install'>, 'application' | 'build' | 'staged'> & {
    origin?: SourceOrigin | undefined;
  },
): string[] {
  const folder = path.resolve(request.path);
  const { workers, findings } = inspectWorkerFolder(folder, request.name);
  for (const worker of workers) {
    findings.push(...findingsOfOptions(worker, optionsOf(worker, request.options)));
    // Errors of the files are the same whatever the base image has.
    findings.push(...prepareWorker(folder, worker, null, '').findings);
  }
  refuseErrors([...findings, ...installed.claims(workers)], `The worker in ${folder} cannot be installed`);
  for (const { name } of workers) {
    if (existsSync(placesOf(name).root) && !request.replace)
      throw new EngineError('worker-exists', `A worker named "${name}" is already installed.`);
  }
  const { files } = listWorkerFiles(folder);
  for (const worker of workers) {
    const places = placesOf(worker.name);
    mkdirSync(places.root, { recursive: true });
    placeVersion(places, files, {
      origin: request.origin ?? takenFromFolder(folder).origin,
      entry: worker.settings.name === '' ? null : worker.settings.name.toLowerCase(),
      options: request.options,
    });
    for (const target of entryTargets(worker)) mkdirSync(entryFolder(places, target), { recursive: true });
  }
  return workers.map(({ name }) => name);
}
