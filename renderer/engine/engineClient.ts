import {
  EngineError,
  type RouteInput,
  type RouteName,
  type RouteOutput,
  type ShellInput,
  type ShellOutput,
  type ShellRouteName,
  type WindowBridge,
} from '../../contract/index.ts';

/** Engine and shell as the window's components see them. */
export interface EngineClient {
  /** @throws EngineError with the engine's code, or `cancelled` once `signal` is aborted. */
  request<Name extends RouteName>(
    route: Name,
    input: RouteInput<Name>,
    signal?: AbortSignal,
  ): Promise<RouteOutput<Name>>;
  /** @throws EngineError with the shell's code. */
  shell<Name extends ShellRouteName>(route: Name, input: ShellInput<Name>): Promise<ShellOutput<Name>>;
  /** Absolute path of a dropped file or folder; empty where the page made the file itself. */
  pathOfFile(file: File): string;
}

type Reply = Awaited<ReturnType<WindowBridge['request']>>;

/** A typed client over the bridge: an abort becomes a cancel of the request's id, a refusal an `EngineError`. */
export function createEngineClient(bridge: WindowBridge): EngineClient {
  let lastId = 0;
  return {
    async request(route, input, signal) {
      if (signal?.aborted === true) throw new EngineError('cancelled');
      lastId += 1;
      const id = String(lastId);
      const cancel = () => bridge.cancel(id);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        // The engine is trusted: what it answers to a route has the route's output type.
        return unwrap(await bridge.request(id, route, input)) as RouteOutput<typeof route>;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
    async shell(route, input) {
      // As above, for the shell.
      return unwrap(await bridge.shell(route, input)) as ShellOutput<typeof route>;
    },
    pathOfFile: (file) => bridge.pathOfFile(file),
  };
}

function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.data;
  throw EngineError.fromReply(reply.error);
}
