import { z } from 'zod';

/** From where a person or program asked; kept, and told wherever the consequence is shown. */
export const askedFromSchema = z.enum(['window', 'command-line', 'program']);
export type AskedFrom = z.infer<typeof askedFromSchema>;

/** Something that a person changed about a run after it was planned. */
export const interventionSchema = z.object({
  at: z.number(),
  from: askedFromSchema,
  /** One sentence: what was cancelled or requeued. */
  message: z.string(),
});
export type Intervention = z.infer<typeof interventionSchema>;

/** Why a job run waits at this moment. */
export const waitingSchema = z.object({
  code: z.enum([
    'dependencies',
    'retry',
    'stopped',
    'paused',
    'no-space',
    'no-environment',
    'no-free-place',
    'next',
  ]),
  /** One sentence for a researcher. */
  message: z.string(),
});
export type Waiting = z.infer<typeof waitingSchema>;
