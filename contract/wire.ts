import { z } from 'zod';
import { errorReplySchema } from './errorReply.ts';
import type { EventName, EventPayload } from './events.ts';

/** Raised by one whenever frames or routes change in a way that an older peer cannot follow. */
export const protocolVersion = 1;

/** What a client sends to the engine. Validated on arrival: the sender is not trusted. */
export const clientFrameSchema = z.discriminatedUnion('kind', [
  /** First frame on a local socket: proves that the sender could read the owner-only endpoint file. */
  z.object({ kind: z.literal('hello'), protocol: z.number().int(), token: z.string().max(200) }),
  z.object({
    kind: z.literal('request'),
    /** Chosen by the client, unique among its open requests. */
    id: z.number().int().nonnegative(),
    route: z.string().max(100),
    input: z.unknown(),
  }),
  /** Ends an open request; its reply is then the error `cancelled`. */
  z.object({ kind: z.literal('cancel'), id: z.number().int().nonnegative() }),
  /** Events flow only while wanted: a hidden window turns them off and catches up once. */
  z.object({ kind: z.literal('events'), wanted: z.boolean() }),
]);

export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** What the engine sends. */
export type EngineFrame =
  | { kind: 'welcome'; protocol: number; version: string }
  | { kind: 'reply'; id: number; ok: true; data: unknown }
  | { kind: 'reply'; id: number; ok: false; error: z.infer<typeof errorReplySchema> }
  | { kind: 'event'; name: EventName; payload: EventPayload<EventName> };

/** Shape of an engine frame, for clients that read it from a socket. */
export const engineFrameSchema = z.union([
  z.object({ kind: z.literal('welcome'), protocol: z.number(), version: z.string() }),
  z.object({ kind: z.literal('reply'), id: z.number(), ok: z.literal(true), data: z.unknown() }),
  z.object({ kind: z.literal('reply'), id: z.number(), ok: z.literal(false), error: errorReplySchema }),
  z.object({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
]);
