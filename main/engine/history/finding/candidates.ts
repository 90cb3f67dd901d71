import type { History } from '../../database/index.ts';
import { wordsOfRuns } from '../../runWords/index.ts';
import { firstKeyFrom, runOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';

/** What the search indexes know of words, from the newest down. */
export interface Candidates {
  /** Numbers of runs that have all words. */
  runs: number[];
  /** Row keys of job runs that have some in their error, and the others in it or in their run. */
  errors: number[];
  /** Lowest number of a run, or row key of a job run, that was looked at; null: all that was asked for. */
  cutAt: number | null;
}

/**
 * Asks the search indexes, which give their answers in order and one by one, so that it matters little how rare or common
 * the words are. Each question is a walk from the newest down, so that few are asked.
 * @param table whose rows are listed: of runs only whole ones are told, whatever is found of their job runs
 * @param within nothing else is looked for
 * @param most of each kind, but for one run
 */
export function candidatesOf(
  history: History,
  { table, words }: { table: 'job_run' | 'run'; words: readonly string[] },
  within: Bounds,
  most: number,
): Candidates {
  const phrases = words.map((word) => `"${word}"`);
  const any = phrases.join(' OR ');
  const runs = matches(history, 'run_text', phrases.join(' AND '), [within.lowRun, within.highRun], most);
  const found = matches(history, 'job_error_text', any, [within.low, within.high], most);
  const lastRun = runs.length < most ? null : (runs.at(-1) ?? null);
  const lastError = found.length < most ? null : (found.at(-1) ?? null);
  const cuts: number[] = [];
  if (table === 'job_run') {
    if (lastRun !== null) cuts.push(firstKeyFrom(history, lastRun) ?? within.high);
    if (lastError !== null) cuts.push(lastError);
  } else {
    if (lastRun !== null) cuts.push(lastRun);
    if (lastError !== null) {
      const run = runOf(history, lastError);
      cuts.push(run);
      found.push(...otherErrors(history, run, lastError));
    }
  }
  return {
    runs,
    errors: words.length === 1 ? found.slice(0, most) : withAllWords(history, words, found),
    cutAt: cuts.length === 0 ? null : Math.max(...cuts),
  };
}

const all = Number.MAX_SAFE_INTEGER;

/** Job runs of a run with an error below one of them, whatever it says: quicker than to ask the index once more. */
function otherErrors(history: History, run: number, below: number): number[] {
  return history
    .all<{ key: number }>(
      `SELECT job_run.key FROM run CROSS JOIN job_run ON job_run.run_id = run.id
       WHERE run.number = ? AND job_run.key < ? AND job_run.error IS NOT NULL ORDER BY job_run.key DESC`,
      [run, below],
    )
    .map(({ key }) => key);
}

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

/** Those of some job runs that have every word, in their error or in their run. @param keys from the newest down */
function withAllWords(history: History, words: readonly string[], keys: readonly number[]): number[] {
  const [newest, oldest] = [keys[0], keys.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const runs = new Map(
    history
      .all<{ key: number; n: number }>(
        `SELECT job_run.key, run.number AS n FROM job_run JOIN run ON run.id = job_run.run_id
         WHERE job_run.key IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(keys)],
      )
      .map(({ key, n }) => [key, n]),
  );
  const texts = wordsOfRuns(history, [...new Set(runs.values())]);
  // Between these two lies no error with any of the words that is not among them.
  const errors = words.map(
    (word) => new Set(matches(history, 'job_error_text', `"${word}"`, [oldest, newest], all)),
  );
  return keys.filter((key) => {
    const text = texts.get(runs.get(key) ?? 0) ?? '';
    return words.every((word, index) => errors[index]?.has(key) === true || text.includes(word));
  });
}
