import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../../scripts/setup/index.mjs';

/** What the page is made of without the viewer, packed by gzip: KB of all scripts, and of those that it begins with. */
export async function measureBundle(loaded: readonly string[]): Promise<{ all: number; first: number }> {
  const folder = inRoot('out', 'renderer', 'assets');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.js') && !name.startsWith('viewer'));
  const begun = new Set(loaded.map((address) => path.posix.basename(address)));
  let [all, first] = [0, 0];
  for (const name of names) {
    const bytes = gzipSync(await readFile(path.join(folder, name))).length;
    all += bytes;
    if (begun.has(name)) first += bytes;
  }
  return { all: all / 1000, first: first / 1000 };
}
