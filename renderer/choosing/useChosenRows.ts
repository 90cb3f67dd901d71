import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { mostNamed } from '../../contract/index.ts';
import { formatCount } from '../format/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Which rows of a list are chosen. */
export interface ChosenRows {
  /** In the order of the list; empty where `isAll`. */
  ids: readonly string[];
  /** All that the filter finds, also what was not read yet. */
  isAll: boolean;
  /** There is something to work on. */
  isAny: boolean;
  has: (id: string) => boolean;
  /** Chooses one more, or one less; where all were chosen, the other rows that were read stay so. */
  set: (id: string, isWanted: boolean) => void;
  /** Chooses these and no others; where they are too many, the first of them, and says so. */
  choose: (ids: readonly string[]) => void;
  /** For lists that can tell the engine what they show. */
  chooseAll: () => void;
  clear: () => void;
}

interface ListOfRows {
  /** Ids of the rows that were read so far. */
  shown: readonly string[];
  /** What the list shows: another filter begins with nothing chosen. */
  of?: string;
  /** Rows that were not read yet can be chosen by their ids. The requests have to be cut, as they may be any number. */
  beyond?: boolean;
}

const none: ReadonlySet<string> = new Set();

/** What is chosen of a list: nothing that is not in it, so that nothing is deleted, sent or cancelled unseen. */
export function useChosenRows({ shown, of = '', beyond = false }: ListOfRows): ChosenRows {
  const [kept, setKept] = useState({ of, ids: none, isAll: false });
  const { ids: before, isAll } = kept.of === of ? kept : { ids: none, isAll: false };
  const ids = before.size === 0 ? [] : beyond ? [...before] : shown.filter((id) => before.has(id));

  function choose(next: readonly string[]): void {
    const most = beyond ? Infinity : mostNamed;
    if (next.length > most) {
      notifyError({
        message: texts.choosing.tooMany(formatCount(most)),
        advice: texts.choosing.tooManyAdvice,
      });
    }
    setKept({ of, ids: new Set(next.slice(0, most)), isAll: false });
  }
  function setOne(id: string, isWanted: boolean): void {
    if (isAll && isWanted) return;
    const others = (isAll ? shown : ids).filter((one) => one !== id);
    choose(isWanted ? [...others, id] : others);
  }
  // Always the same function, so that no box is drawn again because the list changed.
  const latest = useRef(setOne);
  useLayoutEffect(() => {
    latest.current = setOne;
  });
  const set = useCallback((id: string, isWanted: boolean) => latest.current(id, isWanted), []);
  return {
    ids,
    isAll,
    isAny: isAll || ids.length > 0,
    has: (id) => isAll || before.has(id),
    set,
    choose,
    chooseAll: () => setKept({ of, ids: none, isAll: true }),
    clear: () => setKept({ of, ids: none, isAll: false }),
  };
}
