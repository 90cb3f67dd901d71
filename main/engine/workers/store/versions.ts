import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { sourceOriginSchema } from '../../../../contract/index.ts';
import type { WorkerPlaces } from './places.ts';

/** Versions that are kept of each worker besides the one in place. */
const mostVersions = 10;
const incoming = '.incoming';

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

/** Keeps a folder that was replaced, by moving it; the oldest beyond the last ten go. */
export function keepVersion(places: WorkerPlaces, replaced: string, version: KeptVersion): void {
  const fresh = path.join(places.versions, incoming);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileAtomicSync(path.join(fresh, 'version.json'), `${JSON.stringify(version)}\n`);
  renameSync(replaced, path.join(fresh, 'source'));
  rmSync(folderOf(places, version.number), { recursive: true, force: true });
  renameSync(fresh, folderOf(places, version.number));
  for (const { number } of keptVersions(places).slice(mostVersions))
    rmSync(folderOf(places, number), { recursive: true, force: true });
}

/** Those that can be put back, newest first; what cannot be read is none. */
export function keptVersions(places: WorkerPlaces): KeptVersion[] {
  if (!existsSync(places.versions)) return [];
  return readdirSync(places.versions)
    .flatMap((entry) => {
      try {
        const file = path.join(places.versions, entry, 'version.json');
        const version = versionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        return String(version.number) === entry ? [version] : [];
      } catch {
        return [];
      }
    })
    .toSorted((one, other) => other.number - one.number);
}
