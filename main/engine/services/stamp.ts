import { statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';

/**
 * Remembers how files and the folders they lie in look now.
 * @param roots folders that may appear or vanish as a whole
 * @returns whether nothing of it has changed since; costs a few microseconds per file and folder
 */
export function stampOf(roots: readonly string[], files: readonly string[]): () => boolean {
  const watched = new Set([...roots, ...files]);
  for (const file of files) {
    const root = roots.find((one) => file.startsWith(one + path.sep));
    // Names come and go in the folders between as well.
    for (
      let folder = path.dirname(file);
      root !== undefined && folder !== root;
      folder = path.dirname(folder)
    ) {
      watched.add(folder);
    }
  }
  const before = [...watched].map((entry) => [entry, look(entry)] as const);
  return () => before.every(([entry, seen]) => look(entry) === seen);
}

/** What cannot be looked at looks like its error, until it can be. */
function look(entry: string): string {
  let stats: Stats | undefined;
  try {
    stats = statSync(entry, { throwIfNoEntry: false });
  } catch (cause) {
    return String(cause);
  }
  return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
}
