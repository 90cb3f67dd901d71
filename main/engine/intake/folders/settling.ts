import { isSameStamp } from '../../archive/index.ts';
import type { SourceStamp } from '../../archive/index.ts';

/** Pauses before a file that could not be read, or kept, is tried again: the first and the longest, in milliseconds. */
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;

interface Waiting {
  stamp: SourceStamp;
  /** When it can be taken. */
  dueAt: number;
  tries: number;
  /** The look that saw it last. */
  look: number;
}

/** Files that wait until they have settled, or until they are tried again. */
export interface Settling {
  readonly size: number;
  beginLook(): void;
  /** Notes what a look saw; true when the file has not changed for the settle time. */
  isSettled(path: string, stamp: SourceStamp): boolean;
  /** It was seen to. */
  done(path: string): void;
  /** It is being written: it must settle anew. */
  unsettle(path: string): void;
  /** It could not be read, or found no room in quarantine. True the first time, so that it is told once. */
  failed(path: string): boolean;
  /** Forgets what the look did not see. */
  endLook(): void;
  /** When the next of them is due, on the clock of `now`; null when none waits. */
  nextDue(): number | null;
}

/** @param now milliseconds of a clock that is never set */
export function createSettling(settleMs: number, now: () => number): Settling {
  const waiting = new Map<string, Waiting>();
  let look = 0;
  return {
    get size() {
      return waiting.size;
    },
    beginLook() {
      look += 1;
    },
    isSettled(path, stamp) {
      const one = waiting.get(path);
      if (one === undefined || !isSameStamp(one.stamp, stamp)) {
        waiting.set(path, { stamp, dueAt: now() + settleMs, tries: 0, look });
        return settleMs === 0;
      }
      one.look = look;
      return now() >= one.dueAt;
    },
    done: (path) => void waiting.delete(path),
    unsettle(path) {
      const one = waiting.get(path);
      if (one !== undefined) one.dueAt = now() + Math.max(settleMs, 1000);
    },
    failed(path) {
      const one = waiting.get(path);
      if (one === undefined) return true;
      one.tries += 1;
      one.dueAt = now() + Math.min(firstPauseMs * 2 ** (one.tries - 1), longestPauseMs);
      return one.tries === 1;
    },
    endLook() {
      for (const [path, one] of waiting) if (one.look !== look) waiting.delete(path);
    },
    nextDue() {
      let next: number | null = null;
      for (const { dueAt } of waiting.values()) if (next === null || dueAt < next) next = dueAt;
      return next;
    },
  };
}
