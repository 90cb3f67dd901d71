import { readFileSync } from 'node:fs';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import {
  buildProblemSchema,
  chosenWorkerOptionsSchema,
  sourceOriginSchema,
} from '../../../../contract/index.ts';

const recordSchema = z.object({
  version: z.literal(1),
  /** Number of the installed version. */
  number: z.number().int().default(1),
  /** Its containers run, and its channels are served. */
  isEnabled: z.boolean().default(true),
  /** Where it was installed from; one that cannot be read costs no more than itself. */
  origin: sourceOriginSchema.nullable().catch(null),
  installedAt: z.number().default(0),
  /** Its name in settings.json, where that has several workers. */
  entry: z.string().nullable().default(null),
  options: chosenWorkerOptionsSchema.default({}),
  /** What was put in place last, to be gone on with where a kill came between; see `placeSource`. */
  placing: z
    .object({
      /** Of the folder that its files were copied to. */
      id: z.string(),
      /** Number of the version that was in place before; null where there was none. */
      replaced: z.number().int().nullable(),
    })
    .nullable()
    .default(null),
  image: z
    .object({
      reference: z.string(),
      id: z.string(),
      builtAt: z.number(),
      /** See `hashOfSource`. */
      sourceHash: z.string(),
      /** Path of the Python of each environment in the image. */
      pythons: z.record(z.string(), z.string()),
    })
    .nullable()
    .default(null),
  lastBuild: z.object({ task: z.string(), problem: buildProblemSchema.nullable() }).nullable().default(null),
});

/** What the engine keeps of an installed worker, beside its folder. */
export type WorkerRecord = z.infer<typeof recordSchema>;

/** A damaged or missing record costs the image, which is built again, and not the worker. */
export function readRecord(file: string): WorkerRecord {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return recordSchema.parse({ version: 1 });
  }
}

export function writeRecord(file: string, record: WorkerRecord): void {
  writeFileAtomicSync(file, `${JSON.stringify(record, null, 2)}\n`);
}
