import { useState } from 'react';

/** Which rows of a list are chosen by their boxes. */
export interface Marked {
  ids: string[];
  has: (id: string) => boolean;
  mark: (id: string, wanted: boolean) => void;
  markAll: (ids: readonly string[]) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/**
 * What is chosen of a list: nothing that is not in it, so that nothing is deleted or sent unseen.
 * @param shown ids of the rows that were read so far
 * @param of what the list shows: another search begins with nothing chosen
 */
export function useMarked(shown: readonly string[], of = ''): Marked {
  const [kept, setKept] = useState({ of, ids: none });
  const before = kept.of === of ? kept.ids : none;
  const ids = shown.filter((id) => before.has(id));
  const set = (next: Iterable<string>) => setKept({ of, ids: new Set(next) });
  return {
    ids,
    has: (id) => before.has(id),
    mark: (id, wanted) => set(wanted ? [...ids, id] : ids.filter((one) => one !== id)),
    markAll: (some) => set([...ids, ...some]),
    clear: () => set(none),
  };
}
