import { z } from 'zod';

/** What the thread is to measure. */
export const orderSchema = z.object({
  /** Folders and files by what they belong to. */
  places: z.array(z.object({ part: z.string(), path: z.string() })),
  /** Runs: one folder each, with `data` and `logs`. */
  runs: z.string(),
  /** It ends after this time, in milliseconds, with what it has. */
  mostMs: z.number(),
});
export type MeasureOrder = z.infer<typeof orderSchema>;

export const measuredSchema = z.object({
  parts: z.array(z.object({ part: z.string(), bytes: z.number(), isWhole: z.boolean() })),
});
/** What it found. */
export type Measured = z.infer<typeof measuredSchema>;
