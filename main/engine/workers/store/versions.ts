import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { sourceOriginSchema } from '../../../../contract/index.ts';
import type { WorkerPlaces } from './places.ts';
import { readRecord } from './records.ts';

/** Versions that are kept of each worker besides the one in place. */
const mostVersions = 10;

const versionSchema = z.object({
  number: z.number().int(),
  origin: sourceOriginSchema.nullable().catch(null),
  installedAt: z.number(),
  entry: z.string().nullable(),
});
/** What is known of a version of a worker's folder. */
export type KeptVersion = z.infer<typeof versionSchema>;

const folderOf = (places: WorkerPlaces, number: number) => path.join(places.versions, String(number));

/** The files of a kept version. */
export function sourceOfVersion(places: WorkerPlaces, number: number): string {
  return path.join(folderOf(places, number), 'source');
}

/** Writes down what is known of a version that is about to be replaced; it counts once its files are there too. */
export function noteVersion(places: WorkerPlaces, version: KeptVersion): void {
  const folder = folderOf(places, version.number);
  mkdirSync(folder, { recursive: true });
  writeFileAtomicSync(path.join(folder, 'version.json'), `${JSON.stringify(version)}\n`);
}

/** Numbers of the versions whose files are kept, newest first. */
function numbersKept(places: WorkerPlaces): number[] {
  if (!existsSync(places.versions)) return [];
  return readdirSync(places.versions)
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((number) => existsSync(sourceOfVersion(places, number)))
    .sort((one, other) => other - one);
}

/** Number of the version in place: larger than those that are kept, also where the record was lost. */
export function numberInPlace(places: WorkerPlaces): number {
  return Math.max(readRecord(places.recordFile).number, (numbersKept(places)[0] ?? 0) + 1);
}

/** Those that can be put back, newest first; what cannot be read is none. */
export function keptVersions(places: WorkerPlaces): KeptVersion[] {
  return numbersKept(places).flatMap((number) => {
    try {
      const file = path.join(folderOf(places, number), 'version.json');
      return [{ ...versionSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), number }];
    } catch {
      return [];
    }
  });
}

/** Removes the oldest beyond the last ten. */
export async function removeOldVersions(places: WorkerPlaces): Promise<void> {
  for (const number of numbersKept(places).slice(mostVersions))
    await rm(folderOf(places, number), { recursive: true, force: true, maxRetries: 3 });
}
