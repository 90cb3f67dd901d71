import { existsSync, readFileSync } from 'node:fs';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import {
  EngineError,
  jobChangesSchema,
  serviceVersionSchema,
  sourceOriginSchema,
} from '../../../contract/index.ts';

const versionRecordSchema = z.object({
  number: z.number(),
  /** SHA-256 over its files, which lie in the folder of versions. */
  version: z.string(),
  how: serviceVersionSchema.shape.how,
  origin: sourceOriginSchema.nullable(),
  at: z.number(),
});
/** One version of an installed service. */
export type VersionRecord = z.infer<typeof versionRecordSchema>;

const recordSchema = z.object({
  name: z.string(),
  /** Oldest first; the last one is current. */
  versions: z.array(versionRecordSchema).min(1),
  /** No number is given twice, also where a version that nobody ran is left out again. */
  lastNumber: z.number(),
  /**
   * Versions whose files lie in `registry/` and `modules/`; null where none does. Where they are not the current one,
   * that is still to be put in place.
   */
  placed: z.object({ registry: z.string().nullable(), module: z.string().nullable() }),
  isEnabled: z.boolean(),
  /** What was changed of its jobs here. */
  changes: z.array(z.object({ jobName: z.string(), changes: jobChangesSchema })),
  /** In development mode the folder that it follows. */
  link: z.object({ folder: z.string(), changedAt: z.number() }).nullable(),
  /** Its files are still to be removed. */
  isRemoved: z.boolean(),
});
/** What is known of an installed service beside its files. */
export type ServiceRecord = z.infer<typeof recordSchema>;

const fileSchema = z.object({ version: z.literal(1), services: z.array(recordSchema) });

/** The records of an application. A change of them is what makes an installation, an update or a removal true. */
export interface ServiceRecords {
  get(name: string): ServiceRecord | undefined;
  all(): ServiceRecord[];
  /** Writes it, whole or not at all. @throws EngineError `disk-failed` */
  set(record: ServiceRecord): void;
  delete(name: string): void;
  /** The newest entry of a version in the lists of the services. */
  find(version: string): VersionRecord | undefined;
}

/** Reads the records in `file`. A damaged file costs versions and changes, not the services: it is set aside. */
export function openRecords(file: string): ServiceRecords {
  let records: ReadonlyMap<string, ServiceRecord> = new Map(
    read(file).map((record) => [record.name, record]),
  );
  /** What is known changes only once it is written. */
  function write(changed: ReadonlyMap<string, ServiceRecord>): void {
    const services = [...changed.values()];
    try {
      writeFileAtomicSync(file, `${JSON.stringify({ version: 1, services }, null, 2)}\n`);
    } catch (cause) {
      throw new EngineError('disk-failed', `What is known of the services could not be written to ${file}.`, {
        cause,
      });
    }
    records = changed;
  }
  return {
    get: (name) => records.get(name),
    all: () => [...records.values()],
    set: (record) => write(new Map(records).set(record.name, record)),
    delete(name) {
      const changed = new Map(records);
      if (changed.delete(name)) write(changed);
    },
    find: (version) =>
      [...records.values()].flatMap(({ versions }) => versions).findLast((one) => one.version === version),
  };
}

function read(file: string): ServiceRecord[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  try {
    return fileSchema.parse(JSON.parse(text)).services;
  } catch {
    writeFileAtomicSync(`${file}.damaged`, text);
    return [];
  }
}

/** The version that holds. */
export function currentOf(record: ServiceRecord): VersionRecord {
  const current = record.versions.at(-1);
  if (current === undefined) throw new RangeError(`The service ${record.name} has no version.`);
  return current;
}

/** True while other files lie in its folders than those of its current version. */
export function isToBePlaced(record: ServiceRecord): boolean {
  const { version } = currentOf(record);
  return record.placed.registry !== version || record.placed.module !== version;
}
