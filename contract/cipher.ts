import { z } from 'zod';

/**
 * What the engine asks of the shell that forked it: the key store of the system is known to the shell's process alone.
 * Messages go over the port between the two, never over the socket.
 */
export const cipherQuestionSchema = z.object({
  kind: z.literal('cipher'),
  id: z.number(),
  question: z.discriminatedUnion('ask', [
    /** Answered with the name of the key store, or null where there is none. */
    z.object({ ask: z.literal('name') }),
    /** Answered with base64. */
    z.object({ ask: z.literal('encrypt'), text: z.string() }),
    z.object({ ask: z.literal('decrypt'), text: z.string() }),
  ]),
});
export type CipherQuestion = z.infer<typeof cipherQuestionSchema>['question'];

export const cipherAnswerSchema = z.object({
  kind: z.literal('cipher'),
  id: z.number(),
  answer: z.union([
    z.object({ ok: z.literal(true), text: z.string().nullable() }),
    z.object({ ok: z.literal(false), problem: z.string() }),
  ]),
});
export type CipherAnswer = z.infer<typeof cipherAnswerSchema>['answer'];
