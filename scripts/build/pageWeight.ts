import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** How large the scripts of a built page are, each packed by gzip, in KB of 1000 bytes. */
export interface PageWeight {
  /** What the page loads before its first view is shown. */
  startKb: number;
  /** All that it ever loads, but for what shows images and PDF. */
  wholeKb: number;
  /** The largest files of the start, with their sizes. */
  largest: { name: string; kb: number }[];
}

/**
 * The viewer, and what shows images, volumes and PDF there and beside results (`renderer/imaging`): large, and loaded
 * only when such a thing is looked at.
 */
const imaging = /^(?:viewer|imaging|documents|nifti)-/;
const staticImport = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;
const anyImport = /(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g;

/** @param folder of the built page, with index.html and assets */
export function pageWeight(folder: string): PageWeight {
  const textOf = (name: string) => readFileSync(path.join(folder, 'assets', name), 'utf8');
  const kbOf = (name: string) => gzipSync(textOf(name)).length / 1000;
  const sum = (names: Iterable<string>) => [...names].reduce((whole, name) => whole + kbOf(name), 0);

  /** Files that these lead to, they included. */
  function reached(from: Iterable<string>, imports: RegExp): Set<string> {
    const files = new Set(from);
    // A set also hands out what is added to it on the way.
    for (const name of files) {
      for (const [, next] of textOf(name).matchAll(imports)) {
        if (next !== undefined && !imaging.test(next)) files.add(next);
      }
    }
    return files;
  }
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/\.\/assets\/([^"]+\.js)/g)].flatMap(([, name]) => name ?? []);
  const start = reached(named, staticImport);
  return {
    startKb: sum(start),
    wholeKb: sum(reached(start, anyImport)),
    largest: [...start]
      .map((name) => ({ name, kb: kbOf(name) }))
      .sort((one, other) => other.kb - one.kb)
      .slice(0, 5),
  };
}
