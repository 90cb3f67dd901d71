import { open, stat } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import type { FileChange } from '../../../../contract/index.ts';
import { hashOf } from '../hashOf.ts';
import type { ServiceFile } from '../serviceFiles.ts';

/** A text beyond this is not shown as a diff; in bytes. */
const longestText = 512 * 1024;
/** Longest diff of one file, and of all together, in characters: more than anybody reads. */
const longestDiff = 200_000;
const longestTogether = 2_000_000;
/**
 * Time that one diff may take, and all together, in milliseconds: very different long texts take very long, and nothing
 * else is done meanwhile.
 */
const longestDiffing = 250;
const longestDiffingTogether = 2000;
const mostFiles = 2000;

/** A file that is compared; where both know their SHA-256, neither is read to see whether they are the same. */
type ComparedFile = ServiceFile & { hash?: string };

/**
 * The files that differ, by path; those of a folder are read, at most so many.
 * @throws when a file cannot be read
 */
export async function compareFiles(
  before: readonly ComparedFile[],
  after: readonly ComparedFile[],
  signal: AbortSignal,
): Promise<{ files: FileChange[]; leftOut: number }> {
  const old = new Map(before.map((file) => [file.relative, file]));
  const now = new Map(after.map((file) => [file.relative, file]));
  const files: FileChange[] = [];
  let leftOut = 0;
  for (const path of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    signal.throwIfAborted();
    const [was, is] = [old.get(path), now.get(path)];
    if (was !== undefined && is !== undefined && (await areSame(was, is))) continue;
    if (files.length === mostFiles) {
      leftOut += 1;
      continue;
    }
    files.push({
      path,
      change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
      sizeBefore: was === undefined ? null : await sizeOf(was),
      sizeAfter: is === undefined ? null : await sizeOf(is),
      diff: null,
    });
  }
  let [room, time] = [longestTogether, longestDiffingTogether];
  // The shortest first: what is too much are the few long ones then.
  for (const file of files.toSorted((one, other) => textSize(one) - textSize(other))) {
    signal.throwIfAborted();
    if (room <= 0 || time <= 0) break;
    const [was, is] = [await textOf(old.get(file.path)), await textOf(now.get(file.path))];
    if (was === null || is === null) continue;
    const began = performance.now();
    file.diff = diffOf(file.path, was, is, Math.min(time, longestDiffing));
    time -= performance.now() - began;
    room -= file.diff?.length ?? 0;
  }
  return { files, leftOut };
}

const sizeOf = async ({ absolute }: ComparedFile) => (await stat(absolute)).size;
const textSize = ({ sizeBefore, sizeAfter }: FileChange) => (sizeBefore ?? 0) + (sizeAfter ?? 0);

function diffOf(path: string, was: string, is: string, timeout: number): string | null {
  const patch = createTwoFilesPatch(path, path, was, is, undefined, undefined, { context: 3, timeout });
  return patch === undefined || patch.length > longestDiff ? null : patch;
}

/** The text in a file; empty where there is none, null where it is no text or too long. */
async function textOf(file: ComparedFile | undefined): Promise<string | null> {
  if (file === undefined) return '';
  const handle = await open(file.absolute);
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

/** True where both hold the same bytes. */
async function areSame(one: ComparedFile, other: ComparedFile): Promise<boolean> {
  if (one.hash !== undefined && other.hash !== undefined) return one.hash === other.hash;
  if ((await sizeOf(one)) !== (await sizeOf(other))) return false;
  return (await hashOf(one.absolute)) === (await hashOf(other.absolute));
}
