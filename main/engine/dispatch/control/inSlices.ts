import { setImmediate } from 'node:timers/promises';
import type { History } from '../../database/index.ts';

/** Time after which a transaction over many runs is committed and others have their turn, in milliseconds. */
const slice = 10;

/**
 * Does something for each item, as many to a transaction as its time allows, and lets other work have its turn
 * between two. What belongs to one item is never torn apart.
 * @param signal aborted: ends after the transaction that is under way
 * @returns whether everything was done
 */
export async function inSlices<Item>(
  history: History,
  items: readonly Item[],
  work: (item: Item) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let next = 0;
  while (next < items.length && !signal.aborted) {
    history.write(() => {
      const until = performance.now() + slice;
      do {
        const item = items[next];
        if (item !== undefined) work(item);
        next += 1;
      } while (next < items.length && performance.now() < until);
    });
    if (next < items.length) await setImmediate();
  }
  return next >= items.length;
}
