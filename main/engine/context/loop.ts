import type { Logger } from './logger.ts';

/** Longest time a Node timer can wait, in milliseconds. */
const longestTimer = 2_147_483_647;
/** First and longest wait after a look that failed, in milliseconds. */
const firstBackOff = 250;
const longestBackOff = 30_000;

/** A room's way of working: look at what is due in the database, again when woken, again at a known time. */
export interface Loop {
  /** Looks soon. Calls while a look is under way lead to one more look after it. */
  wake(): void;
  /** Resolves when no look is under way and none is asked for; for orderly ends and tests. */
  idle(): Promise<void>;
  /** Ends it after the look that is under way. */
  close(): Promise<void>;
}

/**
 * Starts a loop with a first look, which is what recovers work after a restart.
 *
 * A look that throws is logged and tried again with growing pauses: what is due stays in the database meanwhile.
 * @param options.look does what is due; returns when to look again (ms since the epoch), or null for "when woken"
 */
export function startLoop(options: {
  name: string;
  log: Logger;
  look: (signal: AbortSignal) => Promise<number | null>;
}): Loop {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let again = false;
  let failures = 0;

  async function lookUntilQuiet(): Promise<void> {
    do {
      again = false;
      let next: number | null;
      try {
        next = await options.look(ending.signal);
        failures = 0;
      } catch (cause) {
        if (ending.signal.aborted) return;
        const pause = Math.min(firstBackOff * 2 ** failures, longestBackOff);
        failures += 1;
        options.log.error(
          { room: options.name, failures, cause: String(cause) },
          'a look failed; trying again',
        );
        next = Date.now() + pause;
      }
      clearTimeout(timer);
      if (next !== null && !ending.signal.aborted) {
        timer = setTimeout(wake, Math.min(Math.max(next - Date.now(), 0), longestTimer));
      }
    } while (again && !ending.signal.aborted);
  }

  function wake(): void {
    if (ending.signal.aborted) return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = lookUntilQuiet().finally(() => {
      looking = null;
      if (again) wake();
    });
  }

  wake();
  return {
    wake,
    async idle() {
      while (looking !== null) await looking;
    },
    async close() {
      ending.abort();
      clearTimeout(timer);
      if (looking !== null) await looking;
    },
  };
}
