import { jobDefinitionSchema, longestRetryDelay } from '../../../contract/index.ts';
import type { Attempt } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** Longest pause before a further attempt, in milliseconds. */
export const longestPause = longestRetryDelay * 1000;

/** That a job is tried again: not before `at`, in ms since the epoch, and up to which attempt number. */
export interface Retry {
  at: number;
  mostAttempts: number;
}

/**
 * Whether a job is tried again whose attempt ended like this, by the `retries` of its definition. Interruptions do not
 * count: they have their own limit.
 */
export function retryAfter(
  history: History,
  attempt: { key: number; number: number },
  outcome: Attempt['outcome'],
  now: number,
): Retry | null {
  const row = history.get<{ definition: string; failures: number }>(
    `SELECT definition, (SELECT count(*) FROM attempt WHERE job_run_key = job_run.key AND number >= counts_from
       AND number < :number AND outcome IN ('failed', 'died', 'timed-out')) AS failures
     FROM job_run WHERE key = :key`,
    { key: attempt.key, number: attempt.number },
  );
  if (row === undefined) return null;
  const { retries } = jobDefinitionSchema.parse(JSON.parse(row.definition));
  if (retries === null || row.failures >= retries.times) return null;
  if (!retries.on.some((end) => end === outcome)) return null;
  const pause = Math.min(retries.delay * 1000 * retries.backoff ** row.failures, longestPause);
  return { at: Math.round(now + pause), mostAttempts: attempt.number + retries.times - row.failures };
}
