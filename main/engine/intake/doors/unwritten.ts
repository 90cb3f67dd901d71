import type { DoorCounts, DoorName, DoorSender } from '../../../../contract/index.ts';
import type { Origin } from './types.ts';

/** Senders that are remembered; a scan of ports must not fill the memory. */
const mostSenders = 1000;

/** What is to be counted of a sender. */
export interface Noted {
  origin: Origin;
  counts: Partial<DoorCounts>;
  problem: { at: number; message: string };
}

/** What was to be counted while the history could not be written, by sender. */
export interface Unwritten {
  add(noted: Noted): void;
  of(door: DoorName): Noted[];
  /** Hands them over one by one, and forgets each that was taken. Stops at the first that throws. */
  settle(write: (noted: Noted) => void): void;
}

export function createUnwritten(): Unwritten {
  const bySender = new Map<string, Noted>();
  return {
    add({ origin, counts, problem }) {
      const key = `${origin.door}\n${origin.sender}`;
      const before = bySender.get(key);
      if (before === undefined && bySender.size >= mostSenders) return;
      bySender.set(key, { origin, counts: sum(before?.counts ?? {}, counts), problem });
    },
    of: (door) => [...bySender.values()].filter(({ origin }) => origin.door === door),
    settle(write) {
      for (const [key, noted] of bySender) {
        write(noted);
        bySender.delete(key);
      }
    },
  };
}

/** Senders with what could not be written of them, latest first. */
export function withUnwritten(senders: readonly DoorSender[], unwritten: readonly Noted[]): DoorSender[] {
  const bySender = new Map(senders.map((one) => [one.sender, one]));
  for (const { origin, counts, problem } of unwritten) {
    const { sender } = origin;
    const before = bySender.get(sender);
    const { firstAt, rate, byteRate } = before ?? { firstAt: problem.at, rate: 0, byteRate: 0 };
    const lastAt = problem.at;
    const all = sum(before ?? {}, counts);
    bySender.set(sender, { ...all, sender, firstAt, lastAt, rate, byteRate, lastProblem: problem });
  }
  return [...bySender.values()].toSorted((one, other) => other.lastAt - one.lastAt);
}

/** Both together. */
export function sum(one: Partial<DoorCounts>, other: Partial<DoorCounts>): DoorCounts {
  const of = (what: keyof DoorCounts) => (one[what] ?? 0) + (other[what] ?? 0);
  return {
    new: of('new'),
    alreadyThere: of('alreadyThere'),
    conflicting: of('conflicting'),
    quarantined: of('quarantined'),
    refused: of('refused'),
    bytes: of('bytes'),
  };
}
