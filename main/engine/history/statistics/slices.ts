import type { Interval } from './intervals.ts';

/** Of the tables that count by quarters of an hour, in ms. */
export const quarterMs = 900_000;
/** Quarters that are read at once: a few milliseconds, however much happened. */
const quartersAtOnce = 16;
/** For how long the engine's thread is kept before others have their turn, in ms. */
const turnMs = 8;

/**
 * Goes through an interval in slices that are read in a few milliseconds each, and lets others have their turn between
 * them. @param read of the quarters from the first on, without the last
 */
export async function inSlices(
  { at, until }: Interval,
  read: (first: number, end: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const end = Math.ceil(until / quarterMs);
  let turn = performance.now();
  for (let first = Math.ceil(at / quarterMs); first < end; first += quartersAtOnce) {
    read(first, Math.min(first + quartersAtOnce, end));
    if (performance.now() - turn < turnMs) continue;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    signal?.throwIfAborted();
    turn = performance.now();
  }
}
