import { z } from 'zod';
import { errorGuide, type ErrorCode } from './errors.ts';

const errorCodes = Object.keys(errorGuide) as [ErrorCode, ...ErrorCode[]];

/** An error as it crosses a process border. */
export const errorReplySchema = z.object({
  code: z.enum(errorCodes),
  /** What happened, to which study, service or file: one sentence. */
  message: z.string(),
  /** What to do about it. */
  advice: z.string().optional(),
  /** The technical cause. */
  details: z.string().optional(),
});

export type ErrorReply = z.infer<typeof errorReplySchema>;
