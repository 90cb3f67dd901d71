import { createClient, EngineError, toEngineError } from '../contract/index.ts';
import type {
  EngineClient,
  EngineFrame,
  EngineLinkState,
  ErrorReply,
  FrameChannel,
} from '../contract/index.ts';
import { createHearers } from './hearers.ts';
import type { Hearers } from './hearers.ts';

type Reply = { ok: true; data: unknown } | { ok: false; error: ErrorReply };

/** The page's way to the engine, over one port after the other as engines come and go. */
export interface EngineLink {
  /** A new word of the shell; with the port to the engine when it is connected. */
  change(state: EngineLinkState, port: MessagePort | null): void;
  /** Asks the engine, or waits for one while it is on its way. Never throws. */
  request(id: string, route: string, input: unknown): Promise<Reply>;
  /** Ends the open request of that id; its reply is then the error `cancelled`. */
  cancel(id: string): void;
  /** Turns the flow of events on and off, for this engine and those after it. */
  setEventsWanted(wanted: boolean): void;
  events: Hearers<[name: string, payload: unknown]>;
  /** Hears the present state at once, then every change. */
  onState(listener: (state: EngineLinkState) => void): () => void;
}

export function createEngineLink(): EngineLink {
  const events = createHearers<[name: string, payload: unknown]>({ keepUntilHeard: false });
  const states = createHearers<[EngineLinkState]>({ keepUntilHeard: false });
  const open = new Map<string, AbortController>();
  let state: EngineLinkState = { state: 'connecting' };
  let client: EngineClient | null = null;
  let eventsWanted = false;
  let stopEvents: (() => void) | null = null;

  function followEvents(): void {
    if (eventsWanted && client !== null)
      stopEvents ??= client.onEvent((name, payload) => events.tell(name, payload));
    else {
      stopEvents?.();
      stopEvents = null;
    }
  }

  function enter(next: EngineLinkState): void {
    if (next.state === 'connecting' && state.state === 'connecting') return;
    state = next;
    states.tell(next);
  }

  /** The engine to be asked, as soon as there is one. */
  function connected(signal: AbortSignal): Promise<EngineClient> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (state.state === 'connecting') return;
        stop();
        if (client !== null) resolve(client);
        else
          reject(new EngineError('engine-not-running', state.state === 'failed' ? state.message : undefined));
      };
      const stop = states.hear(look);
      signal.addEventListener('abort', () => {
        stop();
        reject(new EngineError('cancelled'));
      });
      look();
    });
  }

  return {
    events,
    change(next, port) {
      const former = client;
      client = null;
      stopEvents = null;
      former?.close();
      if (next.state === 'connected' && port === null) return enter({ state: 'connecting' });
      if (port !== null) {
        const own = createClient(portChannel(port));
        client = own;
        void own.closed.then(() => {
          // A port that closes before the shell says anything: the engine died just now.
          if (client !== own) return;
          client = null;
          stopEvents = null;
          enter({ state: 'connecting' });
        });
        followEvents();
      }
      return enter(next);
    },
    async request(id, route, input) {
      const abort = new AbortController();
      open.set(id, abort);
      try {
        const engine = await connected(abort.signal);
        // The engine validates route and input; the page is not trusted with their types.
        const data = await engine.request(route as never, input as never, { signal: abort.signal });
        return { ok: true, data };
      } catch (cause) {
        const error = abort.signal.aborted ? new EngineError('cancelled') : toEngineError(cause);
        return { ok: false, error: error.toReply() };
      } finally {
        open.delete(id);
      }
    },
    cancel(id) {
      open.get(id)?.abort();
    },
    setEventsWanted(wanted) {
      eventsWanted = wanted;
      followEvents();
    },
    onState(listener) {
      listener(state);
      return states.hear(listener);
    },
  };
}

function portChannel(port: MessagePort): FrameChannel {
  let onClosed: () => void = () => undefined;
  return {
    send: (frame) => port.postMessage(frame),
    listen({ frame, closed }) {
      onClosed = closed;
      // The engine is trusted with the shape of its frames.
      port.addEventListener('message', ({ data }: MessageEvent<EngineFrame>) => frame(data));
      port.addEventListener('close', closed);
      port.start();
    },
    close() {
      port.close();
      // Only the other end hears of it by itself.
      onClosed();
    },
  };
}
