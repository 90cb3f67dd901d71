import { useState } from 'react';
import { mostNamed } from '../../../contract/index.ts';

/** Which rows of a list are ticked. */
export interface Chosen {
  ids: ReadonlySet<string>;
  /** All that the filter finds, also what was not read yet. */
  isAll: boolean;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** Ticks these, or takes the ticks from all where all of them have one. */
  toggleAll: (ids: readonly string[]) => void;
  chooseAll: () => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/**
 * Ticks of a list, at most as many as can be named to the engine.
 * @param of what the list shows: another filter begins without ticks
 */
export function useChosen(of: string): Chosen {
  const [kept, setKept] = useState({ of, ids: none, isAll: false });
  const { ids, isAll } = kept.of === of ? kept : { ids: none, isAll: false };
  const set = (next: ReadonlySet<string>, all = false) =>
    setKept({ of, ids: next.size > mostNamed ? new Set([...next].slice(0, mostNamed)) : next, isAll: all });
  return {
    ids,
    isAll,
    has: (id) => isAll || ids.has(id),
    toggle(id) {
      const next = new Set(isAll ? [] : ids);
      if (!next.delete(id)) next.add(id);
      set(next);
    },
    toggleAll: (some) => set(isAll || some.every((id) => ids.has(id)) ? none : new Set([...ids, ...some])),
    chooseAll: () => set(none, true),
    clear: () => set(none),
  };
}
