import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { StagedSource } from '../../../contract/index.ts';
import { isInside, isLeftOut } from '../context/index.ts';
import { shownEntry } from './entryPlace.ts';
import type { SourceLimits } from './limits.ts';
import type { FetchedTree } from './types.ts';

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
      if (!entry.isDirectory() || isLeftOut(entry.name) || found.length >= mostCandidates) continue;
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
 * The folder of what was fetched that is named, in its content or as it stands in the archive.
 * @throws EngineError `source-invalid`
 */
export async function subfolderOf(
  { root, content }: Pick<FetchedTree, 'root' | 'content'>,
  subfolder: string,
): Promise<string> {
  const isThere = (await stat(path.resolve(content, subfolder)).catch(() => null)) !== null;
  const wanted = path.resolve(isThere ? content : root, subfolder);
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
 * Goes through all files of a tree, without reading them.
 * @param boundary folder that links must not leave; null: a person's own folder, where they may lead anywhere
 * @throws EngineError `archive-unsafe`, `source-invalid`, `cancelled`
 */
export async function checkTree(
  root: string,
  { limits, boundary, signal }: { limits: SourceLimits; boundary: string | null; signal: AbortSignal },
): Promise<void> {
  const realBoundary = boundary === null ? null : await realpath(boundary);
  let entries = 0;
  let bytes = 0;
  async function walk(folder: string, relative: string): Promise<void> {
    for (const name of await readdir(folder)) {
      if (signal.aborted) throw new EngineError('cancelled');
      entries += 1;
      if (entries > limits.entries) throw tooMuch(root, `more than ${limits.entries} files`);
      const child = path.join(folder, name);
      const shown = relative === '' ? name : `${relative}/${name}`;
      const found = await lstat(child);
      // Whatever it is called: somebody else may follow it.
      if (found.isSymbolicLink() && realBoundary !== null) await refuseLinkOut(child, shown, realBoundary);
      if (isLeftOut(name)) continue;
      if (found.isDirectory()) await walk(child, shown);
      else if (found.isFile()) bytes += found.size;
      if (bytes > limits.bytes) throw tooMuch(root, `more than ${limits.bytes} bytes`);
    }
  }
  await walk(root, '');
}

async function refuseLinkOut(link: string, shown: string, boundary: string): Promise<void> {
  // One that leads nowhere yet may do so later.
  const end = await realpath(link).catch(async () =>
    path.resolve(await realpath(path.dirname(link)), await readlink(link)),
  );
  if (isInside(end, boundary)) return;
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
