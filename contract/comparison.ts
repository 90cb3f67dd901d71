import { z } from 'zod';
import { jsonValueSchema } from './json.ts';

/** One place where two JSON values differ. */
export const valueDifferenceSchema = z.object({
  /** From the outside in, such as `volumes[0].mean`; empty: the whole value. */
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  /** Absent where there was nothing. */
  before: jsonValueSchema.optional(),
  after: jsonValueSchema.optional(),
});
export type ValueDifference = z.infer<typeof valueDifferenceSchema>;

const fileStateSchema = z.object({
  size: z.number(),
  /** SHA-256, hexadecimal. */
  hash: z.string(),
});

/** One result file in two runs of the same job. */
export const fileComparisonSchema = z.object({
  /** Relative to the data folder, with `/`. */
  path: z.string(),
  /** `unreadable`: the earlier one is no longer there to be compared with. */
  change: z.enum(['same', 'added', 'removed', 'changed', 'unreadable']),
  before: fileStateSchema.nullable(),
  after: fileStateSchema.nullable(),
  /** Unified difference of small text files. */
  diff: z.string().nullable(),
});
export type FileComparison = z.infer<typeof fileComparisonSchema>;

/** How two outcomes of the same job differ. */
export const outcomeComparisonSchema = z.object({
  same: z.boolean(),
  /** One sentence where they ended otherwise; null where both succeeded or failed alike. */
  state: z.string().nullable(),
  /** The first 500. */
  result: z.array(valueDifferenceSchema),
  resultDifferenceCount: z.number(),
  files: z.array(fileComparisonSchema),
  /** Milliseconds; null where one did not run. */
  duration: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
});
export type OutcomeComparison = z.infer<typeof outcomeComparisonSchema>;
