import type { History } from '../../database/index.ts';

/** Rows that are read of one word, to hold them against those of another. */
const mostOfWord = 300;
/** Rows that are looked up one by one. */
const mostLookedUp = 150;

/** Both ends included. */
type Range = readonly [low: number, high: number];

/** What was found, from the newest down. */
interface Looked {
  numbers: number[];
  /** The last row that was looked at; null: all were. */
  cutAt: number | null;
}

/**
 * A search index. What it is asked for is bounded each time: SQLite goes through a whole index for two words that are
 * common and never meet.
 */
export interface TextIndex {
  /** Rows of a query, from the newest down. */
  matches: (query: string, range: Range, most: number) => number[];
  /** Rows with every phrase. */
  withAll: (phrases: readonly string[], range: Range, most: number) => Looked;
  /** Tells whether rows of a range have a phrase. */
  lookUp: (phrase: string, range: Range) => (row: number) => boolean;
}

export function indexOf(history: History, table: 'run_text' | 'job_error_text'): TextIndex {
  const matches: TextIndex['matches'] = (query, [low, high], most) =>
    history
      .all<{ n: number }>(
        `SELECT rowid AS n FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?
         ORDER BY rowid DESC LIMIT ?`,
        [query, low, high, most],
      )
      .map(({ n }) => n);

  function heldAgainst(phrase: string, found: readonly number[]): (row: number) => boolean {
    const known = new Set(found);
    const cut = found.length < mostOfWord ? null : (found.at(-1) ?? null);
    return (row) => {
      if (cut === null || row >= cut) return known.has(row);
      return matches(phrase, [row, row], 1).length > 0;
    };
  }

  function withAll(phrases: readonly string[], range: Range, most: number): Looked {
    const atOnce = phrases.length === 1 ? most : mostOfWord;
    const found = phrases.map((phrase) => matches(phrase, range, atOnce));
    // The rarest reaches the farthest: it is held against all others.
    const ends = found.map((rows) => (rows.length < atOnce ? range[0] : (rows.at(-1) ?? range[0])));
    const lead = ends.indexOf(Math.min(...ends));
    const rows = found[lead] ?? [];
    const others = phrases.flatMap((phrase, index) =>
      index === lead ? [] : [{ end: ends[index] ?? 0, has: heldAgainst(phrase, found[index] ?? []) }],
    );
    const numbers: number[] = [];
    let lookedUp = 0;
    for (const row of rows) {
      if (others.every(({ has }) => has(row))) numbers.push(row);
      lookedUp += others.filter(({ end }) => row < end).length;
      if (numbers.length === most || lookedUp >= mostLookedUp) return { numbers, cutAt: row };
    }
    return { numbers, cutAt: rows.length < atOnce ? null : (rows.at(-1) ?? null) };
  }

  return {
    matches,
    withAll,
    lookUp: (phrase, range) => heldAgainst(phrase, matches(phrase, range, mostOfWord)),
  };
}
