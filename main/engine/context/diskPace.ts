/** A call that takes longer than this is one of a slow disk, in milliseconds. */
const slowCallMs = 4;
/** How long a disk counts as slow after that, in milliseconds. */
const slowForMs = 2000;

/**
 * Tells whether the disk answers at once. Then a thread calls it directly, since a way through the thread pool and back
 * costs more than the call. A slow disk must not hold up the thread.
 */
export interface DiskPace {
  isFast(): boolean;
  /** A call of this thread took so long. */
  took(ms: number): void;
}

/** @param now milliseconds of a clock that is never set */
export function createDiskPace(now: () => number = () => performance.now()): DiskPace {
  let slowUntil = 0;
  return {
    isFast: () => now() >= slowUntil,
    took(ms) {
      if (ms > slowCallMs) slowUntil = now() + slowForMs;
    },
  };
}
