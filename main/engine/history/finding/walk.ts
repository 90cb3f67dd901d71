import { EngineError } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import type { Bounds } from './bounds.ts';
import { candidatesOf } from './candidates.ts';
import type { FilteredList } from './lists.ts';

/** A part of a list from the newest down. */
export interface Found {
  /** Row keys, or numbers of runs. */
  keys: number[];
  /** What is left lies below this; null: nothing is left. */
  below: number | null;
}

/** Time for one page, in milliseconds; what is left then, the next page goes on with. */
const time = 5;
/** The first window is small: most pages are found in it. */
const firstWindow = 500;
const smallestWindow = 100;
/** A window is meant to take about so long, in milliseconds: the next one is larger or smaller for it. */
const wanted = { atLeast: 0.8, atMost: 2 };

/** Matches of the search indexes that are taken at once. */
const mostCandidates = 150;

/** A part of a list, as the values that its conditions name. */
type Window = Bounds & { textRuns: string; textErrors: string };

/** Windows of a list from `below` down to its end; `next` gives null behind the last. */
export function windowsOf(history: History, list: FilteredList, below: number | null) {
  let high = Math.min(list.ends?.high ?? -1, below === null ? Number.MAX_SAFE_INTEGER : below - 1);
  const low = list.ends?.low ?? 0;
  const most = list.most ?? Number.MAX_SAFE_INTEGER;
  let size = list.most === null ? most : firstWindow;
  let asked = Number.NaN;

  /** By the search indexes, which leave out what has no match. */
  function searched(): Window {
    const { runs, errors, cutAt } = candidatesOf(history, list, list.bounds(low, high), mostCandidates);
    const bounds = list.bounds(Math.max(low, cutAt ?? low), high);
    return { ...bounds, textRuns: JSON.stringify(runs), textErrors: JSON.stringify(errors) };
  }
  function sized(): Window {
    const taken = performance.now() - asked;
    if (taken < wanted.atLeast) size = Math.min(size * 4, most);
    else if (taken > wanted.atMost) size = Math.max(Math.floor(size / 2), smallestWindow);
    asked = performance.now();
    const bounds = list.bounds(Math.max(low, high - size + 1), high);
    return { ...bounds, textRuns: '[]', textErrors: '[]' };
  }
  /** A list that is not gone down would be gone through for ever. */
  function next(): Window | null {
    if (high < low) return null;
    const window = list.words.length > 0 ? searched() : sized();
    const from = list.table === 'run' ? window.lowRun : window.low;
    if (!(from <= high)) throw new EngineError('internal', 'A list is not gone through downwards.');
    high = from - 1;
    return window;
  }
  return {
    isAtEnd: () => high < low,
    /** Everything below this has not been gone through. */
    position: () => high + 1,
    next,
  };
}

/** The next rows of a list; fewer than wanted where that would take too long. */
export function find(history: History, list: FilteredList, limit: number, below: number | null): Found {
  const windows = windowsOf(history, list, below);
  const until = performance.now() + time;
  const keys: number[] = [];
  do {
    const window = windows.next();
    if (window === null) return { keys, below: null };
    const sql = list.lead === 'states' ? byState(list) : inOrder(list, []);
    const rows = history.all<{ key: number }>(sql, {
      ...list.conditions.parameters,
      ...window,
      limit: limit + 1 - keys.length,
    });
    keys.push(...rows.map(({ key }) => key));
    if (keys.length > limit) {
      const shown = keys.slice(0, limit);
      return { keys: shown, below: shown.at(-1) ?? null };
    }
  } while (performance.now() < until);
  return { keys, below: windows.isAtEnd() ? null : windows.position() };
}

/** One window in order, as one index gives it. */
function inOrder({ from, order, conditions }: FilteredList, more: readonly string[]): string {
  return `SELECT ${order} AS key FROM ${from} WHERE ${[...more, ...conditions.sql].join(' AND ')}
    ORDER BY ${order} DESC LIMIT :limit`;
}

/** Each state in the order of its index, put together: the rows of several states in one go would have to be sorted. */
function byState(list: FilteredList): string {
  const parts = list.states.map(
    (state) => `SELECT key FROM (${inOrder(list, [`${list.table}.state = '${state}'`])})`,
  );
  return `${parts.join(' UNION ALL ')} ORDER BY key DESC LIMIT :limit`;
}
