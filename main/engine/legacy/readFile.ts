import { readFileSync, statSync } from 'node:fs';
import stripJsonComments from 'strip-json-comments';
import type { z } from 'zod';
import type { Left } from './types.ts';

/** Files of the old tool are small; what is longer is none of it. */
const longestFile = 4 * 1024 * 1024;

/** The text of a file; null where there is none. @throws where it cannot be read */
export function readOldFile(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) throw new Error('it is no file');
  if (found.size > longestFile) throw new Error(`it has more than ${longestFile} bytes`);
  return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
}

/** A JSON file by its schema; what is wrong with it is noted. Null where there is none, or none that can be read. */
export function readOldJson<Value>(
  file: string,
  name: string,
  schema: z.ZodType<Value>,
  left: Left[],
): Value | null {
  try {
    const text = readOldFile(file);
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
