import { z } from 'zod';

/**
 * A schema of values that are made like an example: same fields, same kinds of values. Looser than what the engine
 * takes, since what is half typed is kept as well; for a wizard whose values need no closer look.
 */
export function schemaLike<Values>(example: Values): z.ZodType<Values> {
  // What has the same fields of the same kinds is of the same type.
  return kindOf(example) as z.ZodType<Values>;
}

function kindOf(example: unknown): z.ZodType {
  if (typeof example === 'string') return z.string().nullable();
  if (typeof example === 'number') return z.number().or(z.nan()).or(z.literal('')).nullable();
  if (typeof example === 'boolean') return z.boolean();
  if (Array.isArray(example)) return z.array(example.length === 0 ? z.unknown() : kindOf(example[0]));
  if (typeof example === 'object' && example !== null)
    return z.object(Object.fromEntries(Object.entries(example).map(([key, value]) => [key, kindOf(value)])));
  return z.unknown();
}
