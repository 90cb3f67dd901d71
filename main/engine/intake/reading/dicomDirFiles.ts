import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readDicomDir } from '../../dicom/index.ts';
import type { NotedFile } from './protocol.ts';
import { refusalOf } from './refusal.ts';

/** What is to be told of a DICOMDIR, files that it names and that are not there included; and those that are. */
export async function lookUpFiles(file: string): Promise<{ notes: NotedFile[]; there: string[] }> {
  const named = await readNames(file, file);
  if (!Array.isArray(named)) return { notes: [named], there: [] };
  const folder = path.dirname(file);
  const resolve = fileResolver(folder);
  const found = named.map((names) => ({ names, full: resolve(names) }));
  const there = found.flatMap(({ full }) => (full === null || full === file ? [] : [full]));
  const missing = found.filter(({ full }) => full === null).map(({ names }) => path.join(folder, ...names));
  const lost = missing.length === 0 ? 'all are there' : `${missing.length} are not there`;
  const reason = `The file is a DICOMDIR, an index of other files, which are imported themselves. It names ${named.length}; ${lost}.`;
  return {
    notes: [
      noted(file, 'dicomdir', reason),
      ...missing.map((one) =>
        noted(
          one,
          'refused',
          'The DICOMDIR names this file, but it is not there. Copy the whole medium again.',
        ),
      ),
    ],
    there: [...new Set(there)],
  };
}

/**
 * The files that a DICOMDIR names, or why they cannot be read.
 * @param shown the path as a person sees it
 */
export async function readNames(file: string, shown: string): Promise<string[][] | NotedFile> {
  try {
    const named = await readDicomDir(file);
    return 'problem' in named ? noted(shown, 'damaged', named.problem) : named;
  } catch (cause) {
    const original = cause instanceof Error ? (cause.cause ?? cause) : cause;
    return noted(shown, 'refused', refusalOf(original, shown, 'file'));
  }
}

/**
 * Finds files by the names in a DICOMDIR: those are upper case, what copied them may have changed that, and a medium
 * may show them with a dot or a version number behind (ISO 9660).
 */
function fileResolver(top: string): (names: readonly string[]) => string | null {
  const listings = new Map<string, Map<string, string>>();
  function listing(folder: string): Map<string, string> {
    let names = listings.get(folder);
    if (names === undefined) {
      names = new Map();
      try {
        for (const name of readdirSync(folder)) names.set(plainName(name), name);
      } catch {
        // Not there, or no folder: then nothing in it is there.
      }
      listings.set(folder, names);
    }
    return names;
  }
  return (names) => {
    let full = top;
    for (const name of names) {
      const actual = listing(full).get(plainName(name));
      if (actual === undefined) return null;
      full = path.join(full, actual);
    }
    return full;
  };
}

/** A name of a file as those of a medium are compared: the same however it was copied. */
export function plainName(name: string): string {
  return name.toUpperCase().replace(/\.?(;\d+)?$/, '');
}

function noted(file: string, outcome: NotedFile['outcome'], reason: string): NotedFile {
  return { kind: 'noted', path: file, outcome, reason };
}
