import { z } from 'zod';
import { askedFromSchema, chosenSchema } from '../../../contract/index.ts';

/** What a deletion is to do; kept with its task, so that a restart goes on with it. */
export const deletionTaskSchema = z.object({
  /** By identifier. */
  chosen: chosenSchema,
  /** Largest row key of an instance that is meant: what comes later stays. */
  upTo: z.number(),
  cancelRuns: z.boolean(),
  inputCopies: z.boolean(),
  from: askedFromSchema,
});
