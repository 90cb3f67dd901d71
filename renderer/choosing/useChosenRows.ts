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
  /** More rows can be read: one that others pushed behind the last row is still in the list. */
  hasMore?: boolean;
  /** Rows that were not read yet can be chosen by their ids. The requests have to be cut, as they may be any number. */
  beyond?: boolean;
}

interface Kept {
  of: string;
  ids: ReadonlySet<string>;
  isAll: boolean;
  /** The rows that were read when the list was looked at last. */
  shown: readonly string[];
  /** Rows that had been read and lie behind the last of these since. */
  behind: readonly string[];
}

const nothing = { ids: new Set<string>(), isAll: false, shown: [], behind: [] };

/** What is chosen of a list: nothing that is not in it, so that nothing is deleted, sent or cancelled unseen. */
export function useChosenRows(list: ListOfRows): ChosenRows {
  const { shown, of = '', hasMore = false, beyond = false } = list;
  const [last, setLast] = useState<Kept>({ of, ...nothing });
  let kept = last.of === of ? last : { of, ...nothing };
  if (kept.ids.size > 0 && !beyond && !isSame(kept.shown, shown)) {
    kept = { ...kept, shown, behind: hasMore ? behindLast(shown, [...kept.shown, ...kept.behind]) : [] };
    setLast(kept);
  }
  const { ids: before, isAll, behind } = kept;
  const there = hasMore ? [...shown, ...behind] : shown;
  const ids = before.size === 0 ? [] : beyond ? [...before] : there.filter((id) => before.has(id));

  function choose(next: readonly string[]): void {
    const most = beyond ? Infinity : mostNamed;
    if (next.length > most) {
      notifyError({
        message: texts.choosing.tooMany(formatCount(most)),
        advice: texts.choosing.tooManyAdvice,
      });
    }
    setLast({ of, ids: new Set(next.slice(0, most)), isAll: false, shown, behind });
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
    chooseAll: () => setLast({ of, ...nothing, isAll: true }),
    clear: () => setLast({ of, ...nothing }),
  };
}

/**
 * The same number of rows is read again when a list changes, so new ones at its head push others behind the last row.
 * Those that came after it lie there still; those that came before it and are not shown any more left the list.
 */
function behindLast(shown: readonly string[], before: readonly string[]): readonly string[] {
  const end = before.indexOf(shown.at(-1) ?? '');
  if (end === -1) return [];
  const here = new Set(shown);
  return before.slice(end + 1).filter((id) => !here.has(id));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id, at) => id === others[at]);
}
