import type { CopyNotes } from '../files/copiedFiles.ts';
import type { CopyNotesTold } from './order.ts';

/** Where a copy says how far it is. */
export type CopyProgress = (now: { done: number; total: number | null; bytes: number }) => void;

/** What became known while files were copied, counted. */
export interface CountedNotes extends CopyNotes {
  told(): CopyNotesTold;
}

export function createNotes(): CountedNotes {
  const notes = { missing: 0, links: 0, special: 0, unreadable: 0 };
  return {
    leftOut(_name, why) {
      notes[why === 'link' ? 'links' : why] += 1;
    },
    missing() {
      notes.missing += 1;
    },
    told: () => ({ ...notes, settings: null }),
  };
}

/** For looking at what is going to be copied: it is told when it is. */
export const noNotes: CopyNotes = { leftOut: () => undefined, missing: () => undefined };
