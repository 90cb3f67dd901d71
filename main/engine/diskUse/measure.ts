import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { EngineError } from '../../../contract/index.ts';
import type { DiskPart } from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import { firstAnswer } from '../threads/index.ts';
import { measuredSchema } from './order.ts';
import type { Measured, MeasureOrder } from './order.ts';

/** A million files take about as long; in milliseconds. */
const mostMs = 30_000;

/** Names at the top of an application folder by what they belong to; archive, quarantine and runs apart. */
const names: Partial<Record<DiskPart, readonly string[]>> = {
  trials: ['scratch', 'golden', 'workbench'],
  services: ['registry', 'modules', 'service-versions', 'services.json'],
  workers: ['workers'],
  components: ['components'],
  database: ['history.sqlite', 'history.sqlite-wal', 'history.sqlite-shm'],
  backups: ['backups'],
  containers: ['container-logs', 'planning'],
  logs: ['logs'],
};

/** Measures the folders of an application on a thread of its own. @throws EngineError `internal`, `cancelled` */
export async function measureFolders(folders: ApplicationFolders, signal: AbortSignal): Promise<Measured> {
  signal.throwIfAborted();
  const workerData: MeasureOrder = {
    places: Object.entries(names).flatMap(([part, ofPart]) =>
      ofPart.map((name) => ({ part, path: path.join(folders.root, name) })),
    ),
    runs: folders.runs,
    mostMs,
  };
  const worker = new Worker(new URL('./measureWorker.ts', import.meta.url), { execArgv: [], workerData });
  try {
    return measuredSchema.parse(await firstAnswer(worker, signal));
  } catch (cause) {
    if (signal.aborted) throw new EngineError('cancelled');
    throw new EngineError('internal', 'The folders of the application could not be measured.', { cause });
  } finally {
    await worker.terminate();
  }
}
