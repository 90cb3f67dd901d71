import { toEngineError } from '../../contract/index.ts';
import type { EngineError, EngineLinkState } from '../../contract/index.ts';

/** An engine that serves, whoever started it. */
export interface RunningEngine<Port> {
  /** Serves the client that holds the other end of this port. */
  attach(port: Port): void;
  /** Settles when the engine has ended, with the reason. */
  readonly ended: Promise<EngineError>;
  /** Ends it in order, where it was started here. */
  stop(): Promise<void>;
}

/** Keeps an engine running as long as the program runs. */
export interface Supervisor<Port> {
  readonly state: EngineLinkState;
  /** The engine that serves now. */
  readonly engine: RunningEngine<Port> | null;
  /** Tries at once instead of at the end of the current pause. */
  retry(): void;
  stop(): Promise<void>;
}

/** An engine that lived this long was no failure to start, in milliseconds. */
const healthyAfterMs = 60_000;
/** So often an engine may die, or be busy, before the window calls it failed. */
const patience = 3;

/** Pause before the next try, in milliseconds: a quarter of a second at first, half a minute at last. */
export function restartDelay(failuresInARow: number): number {
  return Math.min(30_000, 250 * 2 ** (failuresInARow - 1));
}

/**
 * Starts the engine, and again whenever it ends, with growing pauses.
 * @param start rejects with what the engine says of itself
 * @param onState hears every change, in order
 */
export function superviseEngine<Port>(
  start: () => Promise<RunningEngine<Port>>,
  onState: (state: EngineLinkState) => void,
): Supervisor<Port> {
  let state: EngineLinkState = { state: 'connecting' };
  let engine: RunningEngine<Port> | null = null;
  let stopping = false;
  let endPause: () => void = () => undefined;

  function enter(next: EngineLinkState): void {
    state = next;
    onState(next);
  }

  function pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One life of the engine. Resolves with why it ended, or why it never began. */
  async function live(): Promise<{ error: EngineError; livedMs: number }> {
    let startedAt = 0;
    try {
      engine = await start();
      startedAt = Date.now();
      if (stopping) await engine.stop();
      else enter({ state: 'connected' });
      const error = await engine.ended;
      return { error, livedMs: Date.now() - startedAt };
    } catch (cause) {
      return { error: toEngineError(cause), livedMs: 0 };
    } finally {
      engine = null;
    }
  }

  const loop = (async () => {
    let failures = 0;
    while (!stopping) {
      const { error, livedMs } = await live();
      if (stopping) return;
      failures = livedMs >= healthyAfterMs ? 1 : failures + 1;
      const mayPass = livedMs > 0 || error.code === 'engine-busy';
      enter(mayPass && failures < patience ? { state: 'connecting' } : failed(error));
      await pause(restartDelay(failures));
    }
  })();

  return {
    get state() {
      return state;
    },
    get engine() {
      return engine;
    },
    retry: () => endPause(),
    async stop() {
      stopping = true;
      endPause();
      await engine?.stop();
      await loop;
    },
  };
}

function failed(error: EngineError): EngineLinkState {
  return {
    state: 'failed',
    message: error.advice === undefined ? error.message : `${error.message} ${error.advice}`,
  };
}
