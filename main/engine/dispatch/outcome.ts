import type { Attempt, JobRunState, Reason } from '../../../contract/index.ts';
import type { JobOutcome } from '../runtimes/index.ts';

/** An error as a job run keeps it. */
interface JobError {
  type: string;
  message: string;
  traceback: string | null;
}

/** How an attempt ended, for the engine: what the runtime says, and what only the engine knows. */
export type AttemptEnd =
  | JobOutcome
  /** The engine itself ended under the attempt; `orderly` where it was closed, not killed. */
  | { kind: 'interrupted'; orderly: boolean; message: string }
  /** The runtime could not be used; the attempt never began. */
  | { kind: 'not-begun' };

/** An end of an attempt that began. */
export type BegunEnd = Exclude<AttemptEnd, { kind: 'not-begun' | 'given-back' }>;

/** What becomes of attempt and job run. `state` null: the job run is queued again, or given up after too many. */
export interface Ending {
  attempt: Attempt['outcome'];
  state: Extract<JobRunState, 'succeeded' | 'failed' | 'timed-out' | 'cancelled'> | null;
  error: JobError | null;
  /** Why the attempt ended, where it did not return. */
  problem: string | null;
  /** An interruption that is not held against the job. */
  orderly: boolean;
  /** Where its worker ended under it: while it was the only one there, or not. */
  workerEnded: 'alone' | 'shared' | null;
  /** Why a job is given up that did not fail by itself. */
  reason: Reason | null;
  /** How it is queued again. */
  again: Again;
}

/** How a job run is queued again. */
export interface Again {
  /** Not before then, in ms since the epoch; null: at once. */
  notBefore: number | null;
  /** The number that its attempts may reach by its retries; null where that is not what it is queued for. */
  mostAttempts: number | null;
  /** With nothing beside it in its environment. */
  alone: boolean;
}

const atOnce: Again = { notBefore: null, mostAttempts: null, alone: false };

/** @param timeoutMs the job's time limit, for the sentence about it */
export function endingOf(end: BegunEnd, timeoutMs: number): Ending {
  switch (end.kind) {
    case 'succeeded':
      return ended('succeeded', 'succeeded', null);
    case 'failed':
      return ended('failed', 'failed', end.error);
    case 'died':
      return ended('died', 'failed', { type: 'ProcessDied', message: deathOf(end), traceback: null });
    case 'timed-out':
      return ended('timed-out', 'timed-out', {
        type: 'TimedOut',
        message: `The job took longer than its time limit of ${inWords(timeoutMs)} and was ended.`,
        traceback: null,
      });
    case 'cancelled':
      return ended('cancelled', 'cancelled', {
        type: 'Cancelled',
        message: 'The job was cancelled.',
        traceback: null,
      });
    case 'lost':
    case 'interrupted':
      break;
  }
  const orderly = end.kind === 'interrupted' && end.orderly;
  const workerEnded = end.kind === 'lost' ? (end.workerEnded ?? null) : null;
  return {
    attempt: 'interrupted',
    state: null,
    error: null,
    problem: end.message,
    orderly,
    workerEnded,
    reason: null,
    again: atOnce,
  };
}

function ended(attempt: Ending['attempt'], state: Ending['state'], error: JobError | null): Ending {
  return {
    attempt,
    state,
    error,
    problem: attempt === 'succeeded' || attempt === 'failed' ? null : (error?.message ?? null),
    orderly: false,
    workerEnded: null,
    reason: null,
    again: atOnce,
  };
}

/** How a process ended that gave no result; the runtime's own words where it has any. */
function deathOf(end: Extract<JobOutcome, { kind: 'died' }>): string {
  if (end.message !== '') return end.message;
  if (end.signal === 'SIGKILL') {
    return 'The process of the job was killed (SIGKILL), as the system does when memory runs out.';
  }
  if (end.signal !== null) return `The process of the job was ended by the signal ${end.signal}.`;
  return `The job ended itself with sys.exit(${end.exitCode ?? ''}) before returning.`;
}

/** `90 s`, `2 h 30 min`. */
function inWords(milliseconds: number): string {
  let seconds = Math.round(milliseconds / 1000);
  const parts: string[] = [];
  for (const [unit, length] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const amount = Math.floor(seconds / length);
    seconds -= amount * length;
    if (amount > 0) parts.push(`${amount} ${unit}`);
  }
  return parts.length === 0 ? `${milliseconds} ms` : parts.join(' ');
}
