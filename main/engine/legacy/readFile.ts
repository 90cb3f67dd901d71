import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import stripJsonComments from 'strip-json-comments';
import type { z } from 'zod';
import type { Left } from './types.ts';

/** Files of the old tool are small; what is longer is none of it, in bytes. */
const usualLongest = 4 * 1024 * 1024;

/** The text of a file; null where there is none. @throws where it cannot be read */
export async function readOldFile(file: string, longest = usualLongest): Promise<string | null> {
  const found = await statOf(file);
  if (found === null) return null;
  if (!found.isFile()) throw new Error('it is no file');
  if (found.size > longest) throw new Error(`it has more than ${longest} bytes`);
  return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
}

/** What a path is; null where nothing is there. @throws where it cannot be told */
async function statOf(file: string): Promise<Stats | null> {
  return stat(file).catch((cause: unknown) => {
    const isMissing =
      cause instanceof Error && 'code' in cause && /^(?:ENOENT|ENOTDIR)$/.test(String(cause.code));
    if (isMissing) return null;
    throw cause;
  });
}

/** True where something is that can be looked at. */
export async function isThere(file: string): Promise<boolean> {
  return (await statOf(file).catch(() => null)) !== null;
}

/** True for a folder, and for a link to one. */
export async function isFolder(file: string): Promise<boolean> {
  return (await statOf(file).catch(() => null))?.isDirectory() === true;
}

/** A JSON file by its schema; what is wrong with it is noted. Null where there is none, or none that can be read. */
export async function readOldJson<Value>(
  file: string,
  name: string,
  schema: z.ZodType<Value>,
  left: Left[],
): Promise<Value | null> {
  try {
    const text = await readOldFile(file);
    if (text === null) return null;
    const parsed = schema.safeParse(JSON.parse(stripJsonComments(text, { trailingCommas: true })));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    left.push({
      what: name,
      reason: `It is not as it should be: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    });
  } catch (cause) {
    left.push({
      what: name,
      reason: `It cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    });
  }
  return null;
}
