import type { z } from 'zod';
import { asSentence } from './asSentence.ts';

/** What a schema has against a value, the first problem of each of its fields, by the field's name. */
export function schemaProblems(schema: z.ZodType, value: unknown): Record<string, string> {
  const issues = schema.safeParse(value).error?.issues ?? [];
  const problems = new Map<string, string>();
  for (const { path, message } of issues) {
    const field = String(path[0] ?? '');
    if (!problems.has(field)) problems.set(field, asSentence(message));
  }
  return Object.fromEntries(problems);
}
