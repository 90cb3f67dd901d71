import { crashPoint, startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { deliverRun } from './deliverRun.ts';
import type { Delivery } from './types.ts';

/** Pause before a run is tried again whose folder could not be worked on, in milliseconds. */
const pause = 60_000;

/** The first runs that ended and were not looked after. */
export const undelivered = `SELECT id FROM run WHERE finished_at IS NOT NULL AND delivered_at IS NULL
  ORDER BY number LIMIT ?`;

/** Opens the room; runs that ended and were not looked after are taken up first. */
export function createDelivery(context: ApplicationContext): Delivery {
  /** Runs that failed here, and until when they pause by the clock that is never set. */
  const pausing = new Map<string, number>();

  function nextRun(): string | undefined {
    const now = performance.now();
    return context.history
      .all<{ id: string }>(undelivered, [pausing.size + 1])
      .find((run) => (pausing.get(run.id) ?? 0) <= now)?.id;
  }

  const isFree = (signal: AbortSignal) => !signal.aborted && context.stillness?.isHeld !== true;

  const loop = startLoop({
    name: 'delivery',
    log: context.log,
    async look(signal) {
      // A copy of the application may have this run as one that still needs its files.
      if (!isFree(signal)) return null;
      for (let run = nextRun(); isFree(signal) && run !== undefined; run = nextRun()) {
        try {
          await deliverRun(context, run);
          crashPoint('delivered');
          pausing.delete(run);
        } catch (cause) {
          context.log.error({ run, cause: String(cause) }, 'a run could not be delivered; trying again');
          pausing.set(run, performance.now() + pause);
        }
      }
      return pausing.size === 0 ? null : Date.now() + Math.min(...pausing.values()) - performance.now();
    },
  });

  const endListening = context.stillness?.onReleased(() => loop.wake());
  return {
    // Which runs are due stands in the history; the name of the one that just ended is not needed for it.
    runEnded: () => loop.wake(),
    async close() {
      endListening?.();
      await loop.close();
    },
  };
}
