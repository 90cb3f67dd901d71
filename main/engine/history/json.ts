import type { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';

/** A JSON column as its schema says; null where the column is null. */
export function readJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema>;
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.output<Schema> | null;
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.output<Schema> | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new EngineError('database-failed', 'An entry of the history is damaged.', { cause });
  }
}
