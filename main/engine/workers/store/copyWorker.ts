import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import { makeFolders } from '../../../platform/index.ts';
import { listWorkerFiles } from '../folder/files.ts';
import { copyFiles } from './placeWorker.ts';
import type { WorkerPlaces } from './places.ts';

/**
 * Copies the folder of a worker to `<target>/<name>`, from where it can be installed again.
 * @throws EngineError `folder-not-usable`
 */
export function copyWorker(places: WorkerPlaces, name: string, target: string): { folder: string } {
  const destination = path.join(path.resolve(target), name);
  if (existsSync(destination))
    throw new EngineError('folder-not-usable', `There is a folder ${destination} already.`);
  try {
    makeFolders(path.dirname(destination));
    copyFiles(listWorkerFiles(places.source).files, destination);
  } catch (cause) {
    rmSync(destination, { recursive: true, force: true });
    throw new EngineError('folder-not-usable', `The worker cannot be copied to ${destination}.`, { cause });
  }
  return { folder: destination };
}
