import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import {
  EngineError,
  chosenWorkerOptionsSchema,
  sourceOriginSchema,
  workerNameSchema,
} from '../../../contract/index.ts';
import { backUpFiles, originInWords } from '../services/index.ts';
import type { TakenFrom } from '../services/index.ts';
import { backupNoteName, listWorkerFiles } from './folder/files.ts';
import { inspectAs } from './folder/inspect.ts';
import { installFolder, placeWorkers, refuseTaken, refuseUnusable } from './install.ts';
import type { WorkerRoomsInside, WorkerToPlace } from './install.ts';
import type { WorkerPlaces } from './store/places.ts';
import { readRecord } from './store/records.ts';

const noteSchema = z.object({
  format: z.literal(1),
  name: workerNameSchema,
  isEnabled: z.boolean(),
  options: chosenWorkerOptionsSchema,
  origin: sourceOriginSchema.nullable(),
  /** Its name in settings.json, where that has several workers. */
  entry: z.string().nullable(),
  /** Milliseconds since the epoch. */
  backedUpAt: z.number(),
});

/**
 * Copies a worker and what was set of it, to one file where the path ends as an archive, else to a folder of its name.
 * @returns where it lies, and bytes of its files
 * @throws EngineError `folder-not-usable` where something is there already, `disk-failed`
 */
export async function backUpWorker(
  places: WorkerPlaces,
  name: string,
  to: string,
): Promise<{ path: string; bytes: number }> {
  const given = path.resolve(to);
  const target = /\.(?:zip|tar\.gz|tgz)$/i.test(given) ? given : path.join(given, name);
  const { isEnabled, options, origin, entry } = readRecord(places.recordFile);
  const note: z.input<typeof noteSchema> = {
    format: 1,
    name,
    isEnabled,
    options,
    origin,
    entry,
    backedUpAt: Date.now(),
  };
  const text = `${JSON.stringify(note, null, 2)}\n`;
  const { files } = listWorkerFiles(places.source);
  return { path: target, bytes: await backUpFiles(target, files, { name: backupNoteName, text }) };
}

/**
 * Installs a backup with what was set of the worker; a folder that is none as it is.
 * @param name absent: the one that it had
 * @returns names of the workers
 * @throws as `installFolder`
 */
export async function restoreWorker(
  rooms: WorkerRoomsInside,
  { folder, origin: takenFrom }: TakenFrom,
  { name: wanted, replace }: { name?: string | undefined; replace: boolean },
): Promise<string[]> {
  const note = readNote(folder);
  if (note === null)
    return installFolder(rooms, { path: folder, origin: takenFrom, name: wanted, replace, options: {} });
  const named = workerNameSchema.safeParse(wanted ?? note.name);
  if (!named.success)
    throw new EngineError('worker-invalid', `The name of a worker ${named.error.issues[0]?.message ?? ''}.`);
  const name = named.data;
  const { entry, isEnabled, options } = note;
  const origin = note.origin ?? takenFrom;
  const { workers, findings } = inspectAs(folder, name, entry);
  const toPlace = workers.map((worker): WorkerToPlace => ({
    worker,
    becomes: () => ({ origin, entry, options, isEnabled }),
  }));
  const what = `The worker in ${originInWords(takenFrom)} cannot be restored`;
  refuseUnusable(rooms, folder, toPlace, findings, what);
  refuseTaken(rooms, toPlace, replace);
  await placeWorkers(rooms, folder, toPlace);
  return [name];
}

/** @throws EngineError `worker-invalid` where the note of a backup cannot be read */
function readNote(folder: string): z.infer<typeof noteSchema> | null {
  const file = path.join(folder, backupNoteName);
  if (!existsSync(file)) return null;
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new EngineError('worker-invalid', `The file ${backupNoteName} of the backup cannot be read.`, {
      advice: 'To install the worker without what was set of it, remove that file.',
      cause,
    });
  }
}
