import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { RouteRequest } from '../../../contract/index.ts';
import { prepareWorker } from './build/prepare.ts';
import { listWorkerFiles } from './folder/files.ts';
import { refuseErrors } from './folder/findings.ts';
import { inspectWorkerFolder } from './folder/inspect.ts';
import { entryTargets, findingsOfOptions, optionsOf } from './folder/options.ts';
import type { Installed } from './installed.ts';
import { placeSource } from './store/placeWorker.ts';
import { entryFolder } from './store/places.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord, writeRecord } from './store/records.ts';

/**
 * Copies a worker folder into the application, once for each worker of its settings.json. Nothing of it is run.
 * @returns names of the workers
 * @throws EngineError `worker-invalid` with every finding, `worker-exists`, `channel-taken`
 */
export function installFolder(
  { installed, placesOf }: { installed: Installed; placesOf(name: string): WorkerPlaces },
  request: Omit<RouteRequest<'workers.install'>, 'application' | 'build' | 'staged'> & {
    origin?: string | undefined;
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
    placeSource(places, files);
    for (const target of entryTargets(worker)) mkdirSync(entryFolder(places, target), { recursive: true });
    const before = readRecord(places.recordFile);
    writeRecord(places.recordFile, {
      ...before,
      origin: request.origin ?? folder,
      installedAt: Date.now(),
      entry: worker.settings.name === '' ? null : worker.settings.name.toLowerCase(),
      options: { ...before.options, ...request.options },
    });
  }
  return workers.map(({ name }) => name);
}
