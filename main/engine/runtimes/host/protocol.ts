import { z } from 'zod';
import { jsonObjectSchema } from '../../../../contract/index.ts';
import type { JsonValue } from '../../../../contract/index.ts';

/** What `JSON.parse` made is JSON: results may be large, and are not walked once more. */
const parsedJson = z.custom<JsonValue>((value) => value !== undefined);

const dropped = { droppedOutputBytes: z.number() };

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeeded'), result: parsedJson, resultIsRepr: z.boolean(), ...dropped }),
  z.object({
    kind: z.literal('failed'),
    error: z.object({ type: z.string(), message: z.string(), traceback: z.string().nullable() }),
    ...dropped,
  }),
  z.object({
    kind: z.literal('died'),
    exitCode: z.number().nullable(),
    signal: z.string().nullable(),
    message: z.string(),
    ...dropped,
  }),
  z.object({ kind: z.literal('timed-out'), ...dropped }),
  z.object({ kind: z.literal('cancelled'), ...dropped }),
  z.object({ kind: z.literal('given-back') }),
  z.object({
    kind: z.literal('lost'),
    message: z.string(),
    workerEnded: z.enum(['alone', 'shared']).optional(),
  }),
]);

const told = { durationMs: z.number(), output: z.string() };

const answerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('accepted'),
    injected: jsonObjectSchema.nullable(),
    warning: z.string().nullable(),
    ...told,
  }),
  z.object({ kind: z.literal('declined'), warning: z.string().nullable(), ...told }),
  z.object({
    kind: z.literal('failed'),
    cause: z.enum(['raised', 'invalid-answer', 'timed-out', 'not-found', 'import-failed', 'died']),
    message: z.string(),
    traceback: z.string().nullable(),
    ...told,
  }),
]);

const helloSchema = z.object({
  event: z.literal('hello'),
  protocol: z.literal(1),
  pid: z.number(),
  python: z.string(),
  executable: z.string(),
  launcher: z.string(),
  /** Version of Landlock, where jobs are kept apart by it; 0 where they cannot be. */
  landlock: z.number().default(0),
});
/** The first word of a host. */
export type HostHello = z.infer<typeof helloSchema>;

/** Every line that a host of `templates/python` writes; see its README for the protocol. */
export const hostMessageSchema = z.discriminatedUnion('event', [
  helloSchema,
  z.object({ event: z.literal('started'), id: z.string(), at: z.number(), pid: z.number() }),
  z.object({
    event: z.literal('output'),
    id: z.string(),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string(),
    at: z.number(),
  }),
  z.object({ event: z.literal('progress'), id: z.string(), percent: z.number(), message: z.string() }),
  z.object({ event: z.literal('ended'), id: z.string(), outcome: outcomeSchema }),
  z.object({ event: z.literal('answer'), session: z.string(), question: z.number(), answer: answerSchema }),
  z.object({ event: z.literal('planning-closed'), session: z.string() }),
  z.object({ event: z.literal('pong') }),
  z.object({ event: z.literal('trouble'), message: z.string() }),
]);

export type HostMessage = z.infer<typeof hostMessageSchema>;
