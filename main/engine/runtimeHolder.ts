import { EngineError, toEngineError } from '../../contract/index.ts';
import type { Logger } from './context/index.ts';
import type { Runtime } from './runtimes/index.ts';

/** Time after which a runtime that could not be started is tried again when somebody needs it, in milliseconds. */
const retryAfter = 10_000;

/** A runtime that is started when needed, told apart from why it is not there, and replaced when its options change. */
export interface RuntimeHolder {
  /** What the rooms use; calls wait for the start. */
  readonly runtime: Runtime;
  /** Why there is none, or null. */
  problem(): EngineError | null;
  /** New work goes to a runtime with the options of now; the old one ends with its last job. */
  replace(): void;
}

interface Held {
  started: Promise<Runtime>;
  ready: Runtime | null;
  /** Open planning sessions and jobs. */
  uses: number;
  replaced: boolean;
}

/**
 * @param options.start starts a runtime with the options of now
 * @param options.onReady called whenever one has become usable, or could not be started: who waits for environments looks again
 */
export function holdRuntime(options: {
  start: () => Promise<Runtime>;
  onReady: () => void;
  log: Logger;
}): RuntimeHolder {
  let problem: EngineError | null = null;
  /** By the clock that is never set. */
  let failedAt = 0;
  let closed = false;
  let held: Held | null = null;
  const all = new Set<Held>();

  function begin(): Held {
    const fresh: Held = { started: options.start(), ready: null, uses: 0, replaced: false };
    held = fresh;
    all.add(fresh);
    fresh.started.then(
      (runtime) => {
        fresh.ready = runtime;
        problem = null;
        if (!closed) options.onReady();
      },
      (cause: unknown) => {
        problem = toEngineError(cause);
        failedAt = performance.now();
        all.delete(fresh);
        if (held === fresh) held = null;
        options.log.warn(
          { code: problem.code, details: problem.details },
          'the runtime could not be started',
        );
        // Who waits for its environments is told why there are none.
        if (!closed) options.onReady();
      },
    );
    return fresh;
  }

  /** A start has just failed; another one now would fail as well. */
  function isPausing(): boolean {
    return held === null && problem !== null && performance.now() - failedAt < retryAfter;
  }

  /** The runtime of now, kept open until `release`. */
  async function acquire(): Promise<{ runtime: Runtime; release(): Promise<void> }> {
    if (closed) throw new EngineError('runtime-failed', 'The application is being closed.');
    if (isPausing() && problem !== null) throw problem;
    const mine = held ?? begin();
    // Counted before the wait: one that is replaced while it starts still serves those who wait for it.
    mine.uses += 1;
    const release = () => {
      mine.uses -= 1;
      return endIfReplaced(mine);
    };
    try {
      return { runtime: await mine.started, release };
    } catch (cause) {
      await release();
      throw cause;
    }
  }

  async function endIfReplaced(one: Held): Promise<void> {
    if (!one.replaced || one.uses > 0 || !all.delete(one)) return;
    const runtime = await one.started.catch(() => null);
    await runtime?.close();
  }

  const problemNow = () => problem ?? held?.ready?.problem?.() ?? null;

  begin();
  return {
    runtime: {
      problem: problemNow,
      isStarting: () => held !== null && held.ready === null,
      get kind() {
        return held?.ready?.kind ?? 'local';
      },
      environments() {
        // Who looks for environments waits for them: a start that failed is tried again.
        if (held === null && !closed && !isPausing()) begin();
        return held?.ready?.environments() ?? [];
      },
      async openPlanning(request, signal) {
        const lease = await acquire();
        try {
          const session = await lease.runtime.openPlanning(request, signal);
          return {
            ask: (question) => session.ask(question),
            async close() {
              try {
                await session.close();
              } finally {
                await lease.release();
              }
            },
          };
        } catch (cause) {
          await lease.release();
          throw cause;
        }
      },
      async lock(environment) {
        const lease = await acquire();
        try {
          return await lease.runtime.lock(environment);
        } finally {
          await lease.release();
        }
      },
      async byHand(environment) {
        const lease = await acquire();
        try {
          return await lease.runtime.byHand(environment);
        } finally {
          await lease.release();
        }
      },
      async run(request, observer, signal) {
        const lease = await acquire();
        try {
          return await lease.runtime.run(request, observer, signal);
        } finally {
          await lease.release();
        }
      },
      async close() {
        closed = true;
        const open = [...all];
        all.clear();
        await Promise.all(
          open.map(async (one) => {
            const runtime = await one.started.catch(() => null);
            await runtime?.close();
          }),
        );
      },
    },
    problem: problemNow,
    replace() {
      const old = held;
      problem = null;
      held = null;
      begin();
      if (old === null) return;
      old.replaced = true;
      void endIfReplaced(old);
    },
  };
}
