/** A write that takes longer than this is one of a slow disk, in milliseconds. */
const slowWriteMs = 4;
/** How long a disk counts as slow after that, in milliseconds. */
const slowForMs = 2000;

/**
 * Tells whether the disk takes bytes as fast as they come. Then they are written at once by the thread itself: a way
 * through the thread pool and back costs more than the write. A slow disk must not hold up the thread.
 */
export interface DiskPace {
  isFast(): boolean;
  /** A write of this thread took so long. */
  took(ms: number): void;
}

/** @param now milliseconds of a clock that is never set */
export function createDiskPace(now: () => number = () => performance.now()): DiskPace {
  let slowUntil = 0;
  return {
    isFast: () => now() >= slowUntil,
    took(ms) {
      if (ms > slowWriteMs) slowUntil = now() + slowForMs;
    },
  };
}
