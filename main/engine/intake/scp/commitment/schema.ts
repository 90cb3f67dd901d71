import { z } from 'zod';

const itemSchema = z.object({ SOPClassUID: z.string(), SOPInstanceUID: z.string() });

/** A result of storage commitment as the history keeps it. */
export const commitmentResultSchema = z.object({
  transactionUid: z.string(),
  stored: z.array(itemSchema),
  failed: z.array(itemSchema.extend({ reason: z.number() })),
});
