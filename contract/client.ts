import { EngineError } from './errors.ts';
import type { EventMap, EventName } from './events.ts';
import type { RouteInput, RouteName, RouteOutput } from './routes.ts';
import type { ClientFrame, EngineFrame } from './wire.ts';

/** Carries frames to an engine and back: a message port, a socket. */
export interface FrameChannel {
  send(frame: ClientFrame): void;
  /** Called once, before any frame is sent. */
  listen(handlers: { frame(frame: EngineFrame): void; closed(): void }): void;
  close(): void;
}

type AnyEventListener = (name: EventName, payload: EventMap[EventName]) => void;

/** The contract as seen by those who ask: window and command line. */
export interface EngineClient {
  /**
   * Asks the engine.
   * @throws EngineError with the engine's code, `cancelled` after an abort, `connection-lost` when the engine went.
   */
  request<Name extends RouteName>(
    route: Name,
    input: RouteInput<Name>,
    options?: { signal?: AbortSignal },
  ): Promise<RouteOutput<Name>>;
  /** Hears every event until the returned function is called. Events flow only while someone listens. */
  onEvent(listener: AnyEventListener): () => void;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  close(): void;
}

/** A client over a channel: ids, cancellation and events in one place. */
export function createClient(channel: FrameChannel): EngineClient {
  interface Waiting {
    resolve(data: unknown): void;
    reject(error: EngineError): void;
  }
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<AnyEventListener>();
  let nextId = 1;
  let ended = false;
  let resolveClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    resolveClosed = resolve;
  });

  channel.listen({
    frame(frame) {
      if (frame.kind === 'event') {
        for (const listener of listeners) listener(frame.name, frame.payload);
        return;
      }
      if (frame.kind !== 'reply') return;
      const open = waiting.get(frame.id);
      waiting.delete(frame.id);
      if (frame.ok) open?.resolve(frame.data);
      else open?.reject(EngineError.fromReply(frame.error));
    },
    closed() {
      ended = true;
      const open = [...waiting.values()];
      waiting.clear();
      for (const one of open) one.reject(new EngineError('connection-lost'));
      resolveClosed();
    },
  });

  return {
    request(route, input, options) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(new EngineError('connection-lost'));
        const signal = options?.signal;
        if (signal?.aborted === true) return reject(new EngineError('cancelled'));
        const id = nextId++;
        const abort = () => channel.send({ kind: 'cancel', id });
        const settle = () => signal?.removeEventListener('abort', abort);
        waiting.set(id, {
          // The engine is trusted: what it answers to a route has the route's output type.
          resolve: (data) => {
            settle();
            resolve(data as RouteOutput<typeof route>);
          },
          reject: (error) => {
            settle();
            reject(error);
          },
        });
        signal?.addEventListener('abort', abort, { once: true });
        channel.send({ kind: 'request', id, route, input });
      });
    },
    onEvent(listener) {
      listeners.add(listener);
      if (listeners.size === 1 && !ended) channel.send({ kind: 'events', wanted: true });
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && !ended) channel.send({ kind: 'events', wanted: false });
      };
    },
    closed,
    close() {
      channel.close();
    },
  };
}
