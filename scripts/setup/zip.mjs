import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Unpacks the files of a ZIP archive, with their permission bits.
 * @param {string} archive
 * @param {(path: string) => string | undefined} placeOf where an entry goes; undefined leaves it out
 */
export async function extractZip(archive, placeOf) {
  // Loaded only now: this file is imported before the dependencies are installed.
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const place = entry.fileName.endsWith('/') ? undefined : placeOf(entry.fileName);
    if (place === undefined) continue;
    mkdirSync(dirname(place), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(place));
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    if (mode !== 0) chmodSync(place, mode);
  }
}
