import { useState } from 'react';

/** Which rows of a list are chosen by their boxes. */
export interface Marked {
  ids: string[];
  has: (id: string) => boolean;
  mark: (id: string, wanted: boolean) => void;
  markAll: (ids: readonly string[]) => void;
  clear: () => void;
}

export function useMarked(): Marked {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  return {
    ids: [...marked],
    has: (id) => marked.has(id),
    mark(id, wanted) {
      const next = new Set(marked);
      if (wanted) next.add(id);
      else next.delete(id);
      setMarked(next);
    },
    markAll: (ids) => setMarked(new Set([...marked, ...ids])),
    clear: () => setMarked(new Set()),
  };
}
