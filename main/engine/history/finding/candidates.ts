import type { History } from '../../database/index.ts';
import { boundsOfKeys, boundsOfRuns } from './bounds.ts';
import type { Bounds } from './bounds.ts';

/** What the search indexes know of words, from the newest down. */
export interface Candidates {
  /** Numbers of runs that have all words. */
  runs: number[];
  /** Row keys of job runs that have some in their error, and the others in it or in their run. */
  errors: number[];
  /** All above this was looked at. */
  bounds: Bounds;
}

/**
 * Asks the search indexes, which give their answers in order and one by one, so that it matters little how rare or common
 * the words are.
 * @param within nothing else is looked for
 * @param most of each kind
 */
export function candidatesOf(
  history: History,
  words: readonly string[],
  within: Bounds,
  most: number,
): Candidates {
  const phrases = words.map((word) => `"${word}"`);
  const runs = matches(history, 'run_text', phrases.join(' AND '), [within.lowRun, within.highRun], most);
  const found = matches(history, 'job_error_text', phrases.join(' OR '), [within.low, within.high], most);
  const errors = phrases.length === 1 ? found : found.filter(hasAll(history, phrases, found));
  const lastRun = runs.length < most ? null : (runs.at(-1) ?? null);
  const lastError = found.length < most ? null : (found.at(-1) ?? null);
  const low = Math.max(
    within.low,
    lastRun === null ? 0 : boundsOfRuns(history, lastRun, within.highRun).low,
    lastError ?? 0,
  );
  const isCut = lastRun !== null || lastError !== null;
  return {
    runs,
    errors,
    bounds: isCut ? { ...within, ...lowOf(boundsOfKeys(history, low, within.high)) } : within,
  };
}

const lowOf = ({ low, lowRun }: Bounds) => ({ low, lowRun });

function matches(
  history: History,
  table: 'run_text' | 'job_error_text',
  query: string,
  [low, high]: readonly [number, number],
  most: number,
): number[] {
  return history
    .all<{ n: number }>(
      `SELECT rowid AS n FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?`,
      [query, low, high, most],
    )
    .map(({ n }) => n);
}

/** Tells which of some job runs have every word, in their error or in their run. */
function hasAll(history: History, phrases: readonly string[], keys: readonly number[]) {
  const runOf = new Map(
    history
      .all<{ key: number; n: number }>(
        `SELECT job_run.key, run.number AS n FROM job_run JOIN run ON run.id = job_run.run_id
         WHERE job_run.key IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(keys)],
      )
      .map(({ key, n }) => [key, n]),
  );
  const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const numbers = [...runOf.values()];
  const known =
    keys.length === 0
      ? []
      : phrases.map((phrase) => ({
          errors: new Set(matches(history, 'job_error_text', phrase, ends(keys), Number.MAX_SAFE_INTEGER)),
          runs: new Set(matches(history, 'run_text', phrase, ends(numbers), Number.MAX_SAFE_INTEGER)),
        }));
  return (key: number) =>
    known.every(({ errors, runs }) => errors.has(key) || runs.has(runOf.get(key) ?? -1));
}
