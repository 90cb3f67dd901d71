import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../../../contract/index.ts';
import type { StagedSource } from '../../../contract/index.ts';
import { isInside } from '../context/index.ts';
import { shownEntry } from './entryPlace.ts';
import type { SourceLimits } from './limits.ts';

/** Folders that are no part of a service or worker: caches and version control. */
const leftOut = new Set([
  '__pycache__',
  '.git',
  '.hg',
  '.svn',
  '.ipynb_checkpoints',
  'node_modules',
  '.venv',
]);
/** Services and workers lie at most so many folders deep in what was fetched. */
const deepest = 4;
const mostCandidates = 100;

type Holds = NonNullable<StagedSource['holds']>;

/** What a folder holds, by the files that make it one. */
export async function holdsOf(folder: string): Promise<Holds> {
  if (await isFile(path.join(folder, 'registry', 'settings.json'))) return 'service';
  return (await isFile(path.join(folder, 'settings.json'))) ? 'worker' : 'unknown';
}

/** Sub-folders that hold services or workers, relative with `/`. */
export async function candidatesIn(root: string): Promise<StagedSource['candidates']> {
  const found: StagedSource['candidates'] = [];
  async function look(folder: string, relative: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.toSorted((one, other) => one.name.localeCompare(other.name))) {
      if (!entry.isDirectory() || leftOut.has(entry.name) || found.length >= mostCandidates) continue;
      const child = path.join(folder, entry.name);
      const subfolder = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const holds = await holdsOf(child);
      // The registry of a service has a settings.json as well.
      if (holds !== 'unknown') found.push({ subfolder, holds });
      else if (depth < deepest) await look(child, subfolder, depth + 1);
    }
  }
  await look(root, '', 1);
  return found;
}

/**
 * The folder below `root` that is named.
 * @throws EngineError `source-invalid`
 */
export async function subfolderOf(root: string, subfolder: string): Promise<string> {
  const wanted = path.resolve(root, subfolder);
  const refused = (reason: string) =>
    new EngineError('source-invalid', `The folder "${shownEntry(subfolder)}" ${reason}.`, {
      advice: 'Write its path as it stands in the repository or archive, such as services/lung.',
    });
  if (!isInside(wanted, path.resolve(root))) throw refused('lies outside of what was fetched');
  const found = await stat(wanted).catch(() => null);
  if (found?.isDirectory() !== true) throw refused('is not in what was fetched');
  if (!isInside(await realpath(wanted), await realpath(root)))
    throw refused('lies outside of what was fetched');
  return wanted;
}

/**
 * Goes through all files of a tree.
 * @param boundary folder that links must not leave; null: a person's own folder, where they may lead anywhere
 * @returns SHA-256 over names and contents, hexadecimal
 * @throws EngineError `archive-unsafe`, `source-invalid`, `cancelled`
 */
export async function hashTree(
  root: string,
  { limits, boundary, signal }: { limits: SourceLimits; boundary: string | null; signal: AbortSignal },
): Promise<string> {
  const whole = createHash('sha256');
  const realBoundary = boundary === null ? null : await realpath(boundary);
  let entries = 0;
  let bytes = 0;
  async function walk(folder: string, relative: string): Promise<void> {
    for (const name of (await readdir(folder)).sort()) {
      if (signal.aborted) throw new EngineError('cancelled');
      if (leftOut.has(name) || name.endsWith('.pyc')) continue;
      entries += 1;
      if (entries > limits.entries) throw tooMuch(root, `more than ${limits.entries} files`);
      const child = path.join(folder, name);
      const shown = relative === '' ? name : `${relative}/${name}`;
      const found = await lstat(child);
      if (found.isDirectory()) await walk(child, shown);
      else if (found.isSymbolicLink()) {
        if (realBoundary !== null) await refuseLinkOut(child, shown, realBoundary);
        whole.update(`${shown}\0link\0${await readlink(child)}\0`);
      } else if (found.isFile()) {
        bytes += found.size;
        if (bytes > limits.bytes) throw tooMuch(root, `more than ${limits.bytes} bytes`);
        const one = createHash('sha256');
        await pipeline(createReadStream(child), one, { signal }).catch((cause: unknown) => {
          throw signal.aborted
            ? new EngineError('cancelled')
            : new EngineError('source-invalid', `The file "${shownEntry(shown)}" cannot be read.`, { cause });
        });
        whole.update(`${shown}\0`).update(one.digest());
      }
    }
  }
  await walk(root, '');
  return whole.digest('hex');
}

async function refuseLinkOut(link: string, shown: string, boundary: string): Promise<void> {
  const end = await realpath(link).catch(() => null);
  if (end === null || isInside(end, boundary)) return;
  throw new EngineError(
    'archive-unsafe',
    `"${shownEntry(shown)}" is a link that leads out of what was fetched.`,
  );
}

function tooMuch(root: string, what: string): EngineError {
  return new EngineError('source-invalid', `The folder ${root} has ${what}, and is no service or worker.`, {
    advice: 'Choose the folder of the service or worker itself.',
  });
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() === true;
}
