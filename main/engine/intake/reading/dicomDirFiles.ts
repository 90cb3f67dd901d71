import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readDicomDir } from '../../dicom/index.ts';
import type { NotedFile } from './protocol.ts';
import { refusalOf } from './refusal.ts';

/** What is to be told of a DICOMDIR, files that it names and that are not there included; and those that are. */
export async function lookUpFiles(file: string): Promise<{ notes: NotedFile[]; there: string[] }> {
  try {
    const named = await readDicomDir(file);
    if ('problem' in named) return { notes: [noted(file, 'damaged', named.problem)], there: [] };
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
  } catch (cause) {
    const original = cause instanceof Error ? (cause.cause ?? cause) : cause;
    return { notes: [noted(file, 'refused', refusalOf(original, file, 'file'))], there: [] };
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
        for (const name of readdirSync(folder)) names.set(plain(name), name);
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
      const actual = listing(full).get(plain(name));
      if (actual === undefined) return null;
      full = path.join(full, actual);
    }
    return full;
  };
}

function plain(name: string): string {
  return name.toUpperCase().replace(/\.?(;\d+)?$/, '');
}

function noted(file: string, outcome: NotedFile['outcome'], reason: string): NotedFile {
  return { kind: 'noted', path: file, outcome, reason };
}
