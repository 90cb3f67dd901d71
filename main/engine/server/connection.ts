import {
  EngineError,
  clientFrameSchema,
  isRouteName,
  protocolVersion,
  routes,
  toEngineError,
} from '../../../contract/index.ts';
import type { EngineFrame } from '../../../contract/index.ts';
import { z } from 'zod';
import type { EventBus, Logger } from '../context/index.ts';
import { createEventCoalescer } from './eventCoalescer.ts';
import type { EventCoalescer } from './eventCoalescer.ts';
import type { Handlers } from './handlers.ts';

/** Most requests that one client may have open. */
const mostOpenRequests = 1000;

/** A way to a client: one end of a message port or of a socket. */
export interface ClientChannel {
  send(frame: EngineFrame): void;
  close(): void;
}

/** What a client on the other side says, as it arrives. */
export interface Connection {
  /** A frame of the client, not yet validated. */
  receive(frame: unknown): void;
  /** The client went: its open requests are cancelled. */
  closed(): void;
}

/** Serves one client: validates what it says, answers, sends events while they are wanted. */
export function serveClient(options: {
  channel: ClientChannel;
  handlers: Handlers;
  events: EventBus;
  version: string;
  log: Logger;
}): Connection {
  const { channel, handlers, log } = options;
  const open = new Map<number, AbortController>();
  let coalescer: EventCoalescer | null = null;
  let stopListening: () => void = () => undefined;
  let gone = false;

  channel.send({ kind: 'welcome', protocol: protocolVersion, version: options.version });

  function setEventsWanted(wanted: boolean): void {
    if (wanted === (coalescer !== null)) return;
    stopListening();
    coalescer?.close();
    coalescer = null;
    stopListening = () => undefined;
    if (!wanted) return;
    const fresh = createEventCoalescer((name, payload) => channel.send({ kind: 'event', name, payload }));
    coalescer = fresh;
    stopListening = options.events.listen((name, payload) => fresh.add(name, payload));
  }

  function reply(id: number, outcome: { data: unknown } | { error: EngineError }): void {
    open.delete(id);
    if (gone) return;
    if ('data' in outcome) channel.send({ kind: 'reply', id, ok: true, data: outcome.data });
    else channel.send({ kind: 'reply', id, ok: false, error: outcome.error.toReply() });
  }

  async function answer(id: number, route: string, input: unknown): Promise<void> {
    const abort = new AbortController();
    try {
      if (open.has(id) || open.size >= mostOpenRequests) {
        throw new EngineError('validation-failed', 'Too many open requests, or a request number used twice.');
      }
      if (!isRouteName(route))
        throw new EngineError('route-not-found', `There is no request named "${route}".`);
      const request = routes[route].input.safeParse(input ?? {});
      if (!request.success) {
        throw new EngineError('validation-failed', firstProblem(request.error), {
          details: `${route}: ${z.prettifyError(request.error)}`,
        });
      }
      open.set(id, abort);
      // The map of handlers is typed per route; here the route is only known at run time.
      const handler = handlers[route] as (request: unknown, signal: AbortSignal) => unknown;
      const data = await handler(request.data, abort.signal);
      if (abort.signal.aborted) throw new EngineError('cancelled');
      reply(id, { data });
    } catch (thrown) {
      const error = abort.signal.aborted ? new EngineError('cancelled') : toEngineError(thrown);
      if (error.code === 'internal') log.error({ route, cause: error.details }, 'a request failed');
      reply(id, { error });
    }
  }

  return {
    receive(value) {
      const frame = clientFrameSchema.safeParse(value);
      if (!frame.success) {
        log.warn({ problem: z.prettifyError(frame.error) }, 'a client sent something that is no frame');
        channel.close();
        return;
      }
      switch (frame.data.kind) {
        case 'request':
          void answer(frame.data.id, frame.data.route, frame.data.input);
          break;
        case 'cancel':
          open.get(frame.data.id)?.abort();
          break;
        case 'events':
          setEventsWanted(frame.data.wanted);
          break;
        case 'hello':
          // Proved once, by the socket server; a repetition changes nothing.
          break;
      }
    },
    closed() {
      gone = true;
      setEventsWanted(false);
      for (const abort of open.values()) abort.abort();
      open.clear();
    },
  };
}

/** The first thing that is wrong with an input, in one sentence that names the field. */
function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'The request is not well formed.';
  const field = issue.path.map(String).join('.');
  return field === '' ? `${issue.message}.` : `${field}: ${issue.message}.`;
}
