import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { isInside, isLeftOut } from '../context/index.ts';

/** More files than this are no service but data that lies in its folder. */
const mostFiles = 20_000;
/** Links that are told one by one. */
const mostLinks = 20;

/** What is unusual about the files that would be installed: links out of the folder or to nowhere, and very many files. */
export async function findingsOfFiles(folder: string, signal?: AbortSignal): Promise<Finding[]> {
  const findings: Finding[] = [];
  const root = await realpath(folder);
  let count = 0;

  /** @param ancestors the real folders on the way; the last is the one that is walked */
  async function walk(absolute: string, relative: string, ancestors: readonly string[]): Promise<void> {
    signal?.throwIfAborted();
    const entries = await readdir(absolute, { withFileTypes: true });
    // Below a link that leads out, everything is outside.
    const isOwn = isInside(ancestors.at(-1) ?? root, root);
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (isLeftOut(entry.name)) continue;
      count += 1;
      if (count > mostFiles) return;
      const child = path.join(absolute, entry.name);
      const shown = `${relative}/${entry.name}`;
      const target = entry.isSymbolicLink() ? await statOf(child) : entry;
      if (isOwn && entry.isSymbolicLink()) await noteLink(child, shown, target !== null);
      if (target?.isDirectory() !== true) continue;
      const real = await realpath(child);
      if (!ancestors.includes(real)) await walk(child, shown, [...ancestors, real]);
    }
  }
  async function noteLink(link: string, shown: string, isThere: boolean): Promise<void> {
    if (findings.length >= mostLinks || (isThere && isInside(await realpath(link), root))) return;
    const place = { file: shown };
    findings.push(
      isThere
        ? finding(
            'warning',
            'link-outside',
            'The link leads out of the folder; what it leads to is copied.',
            place,
          )
        : finding('warning', 'link-dangling', 'The link leads nowhere, and is left out.', place),
    );
  }

  for (const part of ['registry', 'module']) {
    const start = path.join(root, part);
    if ((await statOf(start))?.isDirectory() === true) {
      await walk(start, part, [root, await realpath(start)]);
    }
  }
  if (count > mostFiles) {
    const advice = 'Keep data elsewhere; models of a few large files are fine.';
    findings.push(
      finding('error', 'too-many-files', `The service has more than ${mostFiles} files.`, { advice }),
    );
  }
  return findings;
}

/** What is there; null where nothing is. */
async function statOf(entry: string): Promise<Stats | null> {
  try {
    return await stat(entry);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return null;
    throw cause;
  }
}
