import { open, stat } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import type { FileChange } from '../../../../contract/index.ts';
import type { ServiceFile } from '../serviceFiles.ts';

/** A text beyond this is not shown as a diff; in bytes. */
const longestText = 512 * 1024;
/** Longest diff of one file, and of all together, in characters: more than anybody reads. */
const longestDiff = 200_000;
const longestTogether = 2_000_000;
/** Time that one diff may take, in milliseconds: very different long texts take very long. */
const longestDiffing = 1000;
const mostFiles = 2000;

/**
 * The files that differ, by path; those of a folder are read, at most so many.
 * @throws when a file cannot be read
 */
export async function compareFiles(
  before: readonly ServiceFile[],
  after: readonly ServiceFile[],
  signal: AbortSignal,
): Promise<{ files: FileChange[]; leftOut: number }> {
  const old = new Map(before.map((file) => [file.relative, file.absolute]));
  const now = new Map(after.map((file) => [file.relative, file.absolute]));
  const files: FileChange[] = [];
  let leftOut = 0;
  let room = longestTogether;
  for (const path of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    signal.throwIfAborted();
    const [was, is] = [old.get(path), now.get(path)];
    if (was !== undefined && is !== undefined && (await areSame(was, is))) continue;
    if (files.length === mostFiles) {
      leftOut += 1;
      continue;
    }
    const diff = room > 0 ? await diffOf(path, was, is) : null;
    room -= diff?.length ?? 0;
    files.push({
      path,
      change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
      sizeBefore: was === undefined ? null : (await stat(was)).size,
      sizeAfter: is === undefined ? null : (await stat(is)).size,
      diff,
    });
  }
  return { files, leftOut };
}

async function diffOf(path: string, was: string | undefined, is: string | undefined): Promise<string | null> {
  const [before, after] = [await textOf(was), await textOf(is)];
  if (before === null || after === null) return null;
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, {
    context: 3,
    timeout: longestDiffing,
  });
  return patch === undefined || patch.length > longestDiff ? null : patch;
}

/** The text in a file; empty where there is none, null where it is no text or too long. */
async function textOf(file: string | undefined): Promise<string | null> {
  if (file === undefined) return '';
  const handle = await open(file);
  try {
    if ((await handle.stat()).size > longestText) return null;
    const bytes = await handle.readFile();
    if (bytes.includes(0)) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  } finally {
    await handle.close();
  }
}

/** True where both hold the same bytes; stops at the first difference. */
async function areSame(one: string, other: string): Promise<boolean> {
  const [a, b] = [await open(one), await open(other)];
  try {
    if ((await a.stat()).size !== (await b.stat()).size) return false;
    const length = 256 * 1024;
    const [left, right] = [Buffer.alloc(length), Buffer.alloc(length)];
    for (;;) {
      const { bytesRead } = await a.read(left, 0, length, null);
      const { bytesRead: others } = await b.read(right, 0, length, null);
      if (bytesRead !== others || left.compare(right, 0, others, 0, bytesRead) !== 0) return false;
      if (bytesRead === 0) return true;
    }
  } finally {
    await a.close();
    await b.close();
  }
}
