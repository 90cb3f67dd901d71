import { z } from 'zod';

/** When something will be done, learned from past job runs. Times are in ms since the epoch. */
export const estimateSchema = z.object({
  /** As likely earlier as later; null where it is unknown. */
  doneAt: z.number().nullable(),
  /** In one case of ten earlier than this. */
  low: z.number().nullable(),
  /** In one case of ten later than this. */
  high: z.number().nullable(),
  /** How many past job runs it was learned from. */
  basedOn: z.number(),
  /** Jobs that have never succeeded before, so that nothing is known of how long they take. */
  unknown: z.array(z.string()),
  /** It waits for something that is paused: how long, nobody knows. */
  paused: z.boolean(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const estimateRoutes = {
  /** When everything that waits and runs now will be done; null where nothing does. */
  'estimates.queue': {
    input: z.object({ application: z.string() }),
    output: z.object({ estimate: estimateSchema.nullable(), openJobRuns: z.number() }),
  },
};
