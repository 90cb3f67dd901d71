import type { History } from '../../database/index.ts';
import { firstKeyFrom, runOf } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { indexOf } from './textIndex.ts';
import type { TextIndex } from './textIndex.ts';

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
 * the words are.
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
  const inRuns = indexOf(history, 'run_text');
  const inErrors = indexOf(history, 'job_error_text');
  const runs = inRuns.withAll(phrases, [within.lowRun, within.highRun], most);
  const any = phrases.join(' OR ');
  const found = inErrors.matches(any, [within.low, within.high], most);
  const lastError = found.length < most ? null : (found.at(-1) ?? null);
  const cuts = [runs.cutAt, lastError];
  if (table === 'job_run') {
    if (runs.cutAt !== null) cuts[0] = firstKeyFrom(history, runs.cutAt) ?? within.high;
  } else if (lastError !== null) {
    const run = runOf(history, lastError);
    cuts[1] = run;
    const first = firstKeyFrom(history, run) ?? lastError;
    found.push(...inErrors.matches(any, [first, lastError - 1], Number.MAX_SAFE_INTEGER));
  }
  const isCut = runs.cutAt !== null || lastError !== null;
  return {
    runs: runs.numbers,
    errors: phrases.length === 1 ? found : withAllWords(history, phrases, found, { inRuns, inErrors }),
    cutAt: isCut ? Math.max(...cuts.map((cut) => cut ?? 0)) : null,
  };
}

/** Those of some job runs that have every word, in their error or in their run. @param keys from the newest down */
function withAllWords(
  history: History,
  phrases: readonly string[],
  keys: readonly number[],
  { inRuns, inErrors }: { inRuns: TextIndex; inErrors: TextIndex },
): number[] {
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
  const numbers = [...runs.values()];
  const ofRuns = [Math.min(...numbers), Math.max(...numbers)] as const;
  // Between these two lies no error with any of the words that is not among them.
  const known = phrases.map((phrase) => ({
    errors: new Set(inErrors.matches(phrase, [oldest, newest], Number.MAX_SAFE_INTEGER)),
    hasRun: inRuns.lookUp(phrase, ofRuns),
  }));
  return keys.filter((key) => {
    const run = runs.get(key);
    return known.every(({ errors, hasRun }) => errors.has(key) || (run !== undefined && hasRun(run)));
  });
}
