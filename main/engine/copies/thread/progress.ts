import type { LeftOut } from '../files/walk.ts';
import type { CopyNotesTold } from './order.ts';

/** Where a copy says how far it is. */
export type CopyProgress = (now: { done: number; total: number | null; bytes: number }) => void;

/** Counts what becomes known while files are copied. */
export function createNotes(): CopyNotesTold & { leftOut: LeftOut; count: () => void } {
  const notes = {
    missing: 0,
    links: 0,
    unreadable: 0,
    settings: null,
    leftOut: (_name: string, why: Parameters<LeftOut>[1]) => {
      if (why === 'link') notes.links += 1;
      else notes.unreadable += 1;
    },
    count: () => {
      notes.missing += 1;
    },
  };
  return notes;
}
