import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createTwoFilesPatch } from 'diff';
import type { FileComparison } from '../../../../contract/index.ts';

/** Text files up to this size are compared line by line, in bytes. */
const largestText = 64 * 1024;
/** Longest difference that is kept, in characters. */
const longestDiff = 64 * 1024;
/** Time after which two texts are too different for a useful answer, in milliseconds. */
const diffTimeout = 500;

/** A result file with where it lies. */
export interface ComparedFile {
  /** Relative to the data folder, with `/`. */
  path: string;
  /** Absolute; null: it is not kept. */
  file: string | null;
}

/** SHA-256 and size of a file. @throws where it cannot be read */
export async function fileState(file: string): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha256');
  const { size } = await stat(file);
  await pipeline(createReadStream(file), hash);
  return { size, hash: hash.digest('hex') };
}

/** Compares result files by path: size, hash, and line by line where both are small texts. */
export async function compareFiles(
  before: readonly ComparedFile[],
  after: readonly ComparedFile[],
): Promise<FileComparison[]> {
  const earlier = new Map(before.map((one) => [one.path, one.file]));
  const later = new Map(after.map((one) => [one.path, one.file]));
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  const compared: FileComparison[] = [];
  for (const path of paths) compared.push(await compareOne(path, earlier.get(path), later.get(path)));
  return compared;
}

async function compareOne(
  path: string,
  earlier: string | null | undefined,
  later: string | null | undefined,
): Promise<FileComparison> {
  const before = earlier === undefined ? null : await stateOrNull(earlier);
  const after = later === undefined ? null : await stateOrNull(later);
  const about = { path, before, after, diff: null };
  if (earlier === undefined) return { ...about, change: 'added' };
  if (later === undefined) return { ...about, change: 'removed' };
  if (earlier === null || later === null || before === null || after === null)
    return { ...about, change: 'unreadable' };
  if (before.hash === after.hash) return { ...about, change: 'same' };
  const isSmall = Math.max(before.size, after.size) <= largestText;
  return { ...about, change: 'changed', diff: isSmall ? await diffOf(path, earlier, later) : null };
}

async function stateOrNull(file: string | null): Promise<{ size: number; hash: string } | null> {
  try {
    return file === null ? null : await fileState(file);
  } catch {
    // Removed since, or not readable: the comparison says so.
    return null;
  }
}

/** Null where either is no text, or they have nothing in common that could be shown. */
async function diffOf(path: string, earlier: string, later: string): Promise<string | null> {
  const texts = [await textOf(earlier), await textOf(later)];
  const [before, after] = texts;
  if (before == null || after == null) return null;
  const patch = createTwoFilesPatch(path, path, before, after, 'before', 'after', { timeout: diffTimeout });
  // What stands before the names of the files is for programs that apply it.
  return patch === undefined ? null : patch.slice(patch.indexOf('--- ')).slice(0, longestDiff);
}

async function textOf(file: string): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
