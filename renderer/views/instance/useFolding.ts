import { useMemo, useState } from 'react';

/** Which sequences and items are folded, by their paths; those of a list that comes in anew are as `first` says. */
export interface Folding {
  folded: ReadonlySet<string>;
  fold: (path: string, isFolded: boolean) => void;
  foldAll: (paths: readonly string[]) => void;
}

/** @param first paths that are folded at first */
export function useFolding(first: readonly string[]): Folding {
  const [changed, setChanged] = useState<ReadonlySet<string> | null>(null);
  const folded = useMemo(() => changed ?? new Set(first), [changed, first]);
  return {
    folded,
    fold(path, isFolded) {
      const next = new Set(folded);
      if (isFolded) next.add(path);
      else next.delete(path);
      setChanged(next);
    },
    foldAll: (paths) => setChanged(new Set(paths)),
  };
}
