import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../../scripts/setup/index.mjs';

/** KB of all scripts of the page, packed by gzip. */
export async function measureBundle(): Promise<number> {
  const folder = inRoot('out', 'renderer', 'assets');
  let bytes = 0;
  for (const name of await readdir(folder)) {
    if (name.endsWith('.js')) bytes += gzipSync(await readFile(path.join(folder, name))).length;
  }
  return bytes / 1000;
}
