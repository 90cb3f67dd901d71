import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inCheckout } from './checkout.ts';

/** What every bundle depends on besides its own sources. */
const always = ['scripts/build', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/** Names and contents of all that a bundle is made from, as one hash: equal means that building again changes nothing. */
export function fingerprint(sources: readonly string[]): string {
  return hashOf(inCheckout(), [...sources, ...always]);
}

/** @param sources files and folders below `base`; the tests in them do not count */
export function hashOf(base: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(path.join(base, source)).sort()) {
      const content = readFileSync(file);
      hash.update(`${path.relative(base, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

function filesBelow(place: string): string[] {
  if (path.extname(place) !== '') return [place];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}
