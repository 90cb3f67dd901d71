import type { Statistics } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { narrowed } from './chosen.ts';
import type { ChosenJobs } from './chosen.ts';
import type { Interval } from './intervals.ts';

/** Of so many of the last failures the reasons are read, and so many reasons are told. */
const [mostRead, mostTold] = [1000, 20];
const longestReason = 200;
/** Of an error so many characters are read: a message may hold a whole array. */
const longestRead = 500;

/** Reads the last failures of a period, one stretch of an index. */
export const lastFailures = (
  chosen: ChosenJobs,
) => `SELECT run_id AS run, id AS jobRun, job_name AS jobName, service, state,
    substr(error ->> 'type', 1, ${longestRead}) AS type, substr(error ->> 'message', 1, ${longestRead}) AS message
  FROM job_run INDEXED BY job_run_failed
  WHERE state IN ('failed', 'timed-out') AND finished_at >= ? AND finished_at < ?${narrowed(chosen).sql}
  ORDER BY finished_at DESC LIMIT ${mostRead + 1}`;

interface Failure {
  run: string;
  jobRun: string;
  jobName: string;
  service: string | null;
  state: string;
  /** Null: there is no error. */
  type: string | null;
  message: string | null;
}

/** Why the last job runs of a period failed, most frequent first. */
export function readReasons(
  history: History,
  { at, until }: Interval,
  chosen: ChosenJobs,
): Pick<Statistics, 'reasons' | 'reasonsOf'> {
  const rows = history.all<Failure>(lastFailures(chosen), [at, until, ...narrowed(chosen).parameters]);
  const failures = rows.slice(0, mostRead);
  const found = new Map<string, Statistics['reasons'][number]>();
  for (const { type, message, state, ...failure } of failures) {
    const reason = reasonOf(type, message, state);
    const key = JSON.stringify([failure.service, failure.jobName, reason]);
    const known = found.get(key);
    if (known === undefined) found.set(key, { ...failure, reason, count: 1 });
    else known.count += 1;
  }
  return {
    reasons: [...found.values()].toSorted((one, other) => other.count - one.count).slice(0, mostTold),
    reasonsOf: { count: failures.length, isAll: rows.length <= mostRead },
  };
}

function reasonOf(type: string | null, message: string | null, state: string): string {
  if (type === null && message === null) {
    return state === 'timed-out' ? 'Took longer than its time limit' : 'No error was told';
  }
  const line = (message ?? '').trim().split('\n')[0];
  return likeOthers([type, line].filter(Boolean).join(': '));
}

/**
 * Leaves out what differs from one failure to the next of the same kind: paths, identifiers and numbers. The text is
 * what a user's program raised: no pattern may come back to what it has passed in more than one way.
 */
export function likeOthers(text: string): string {
  const alike = text
    .replaceAll(/(?:[A-Za-z]:)?(?:[\\/][^\s'"\\/:,;()]+){2,}/g, '…')
    .replaceAll(/\b[0-9a-f]{8}[0-9a-f-]{8,}/gi, '…')
    .replaceAll(/\b\d+(?:\.\d+)*\b/g, '…');
  return alike.length > longestReason ? `${alike.slice(0, longestReason - 1)}…` : alike;
}
