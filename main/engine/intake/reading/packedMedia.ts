import { posix } from 'node:path';
import { plainName, readNames } from './dicomDirFiles.ts';
import type { EntryNames } from './entryNames.ts';
import type { NotedFile } from './protocol.ts';

/** The media that lie in an archive of files with their DICOMDIR. */
export interface PackedMedia {
  /**
   * Reads which files a DICOMDIR names.
   * @param name its own in the archive
   * @param file where it was unpacked
   * @returns what is to be told of it
   */
  add(name: string, file: string, noted: NotedFile): Promise<NotedFile>;
  /** The files that one names and that the archive, read to its end, does not hold. */
  missing(): NotedFile[];
}

export function gatherMedia(entries: EntryNames): PackedMedia {
  /** What is named, by its path in plain letters, with the path as it is told. */
  const named = new Map<string, string>();
  return {
    async add(name, file, noted) {
      const files = await readNames(file, noted.path);
      if (!Array.isArray(files)) return files;
      const folder = posix.dirname(posix.normalize(name));
      for (const names of files) {
        const path = posix.join(folder, ...names);
        named.set(plainPath(path), path);
      }
      return noted;
    },
    missing() {
      if (named.size === 0) return [];
      for (const name of entries.all()) named.delete(plainPath(posix.normalize(name)));
      return [...named.values()].map((path) => ({
        kind: 'noted',
        path: entries.show(path),
        outcome: 'refused',
        reason:
          'A DICOMDIR in the archive names this file, but the archive does not hold it. Have the archive made again of the whole medium.',
      }));
    },
  };
}

function plainPath(path: string): string {
  return path.split('/').map(plainName).join('/');
}
