import { setImmediate } from 'node:timers/promises';
import type { History } from '../../database/index.ts';

/** Time after which a transaction over many steps is committed and others have their turn, in milliseconds. */
const slice = 10;

/**
 * Goes through steps, each of which does its work when it is asked for: as many to a transaction as its time allows, and
 * other work has its turn between two. What belongs to one step is never torn apart.
 * @param signal aborted: ends after the transaction that is under way
 * @returns whether everything was done
 */
export async function inSlices(
  history: History,
  steps: Iterator<void>,
  signal: AbortSignal,
): Promise<boolean> {
  let isDone = false;
  while (!isDone && !signal.aborted) {
    history.write(() => {
      const until = performance.now() + slice;
      do isDone = steps.next().done === true;
      while (!isDone && performance.now() < until);
    });
    if (!isDone) await setImmediate();
  }
  return isDone;
}
