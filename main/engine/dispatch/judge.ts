import type { Reason } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { endingOf } from './outcome.ts';
import type { BegunEnd, Ending } from './outcome.ts';
import { retryAfter } from './retry.ts';

/** Interrupted attempts after which a job is given up, whatever interrupted it. */
const mostInterruptions = 5;
/** Ends of its worker after which a job is given up that was alone in it at the last one. */
const mostWorkerEnds = 2;
/** Pause after the runtime had no process for the job, in milliseconds; twice as long each time. */
const firstPause = 1000;

/** An attempt that is judged. */
interface JudgedAttempt {
  key: number;
  number: number;
  jobName: string;
  timeoutMs: number;
  end: BegunEnd;
}

/** What becomes of a job run whose attempt ended: its last state, or when and how it is tried again. */
export function judge(history: History, attempt: JudgedAttempt, now: number): Ending {
  const ending = endingOf(attempt.end, attempt.timeoutMs);
  if (ending.state === 'failed' || ending.state === 'timed-out') {
    const retry = retryAfter(history, attempt, ending.attempt, now);
    if (retry === null) return ending;
    return {
      ...ending,
      state: null,
      again: { notBefore: retry.at, mostAttempts: retry.mostAttempts, alone: false },
    };
  }
  if (ending.state !== null || ending.orderly) return ending;
  return afterInterruption(history, attempt, ending, now);
}

/**
 * An interrupted job is queued again, unless it was interrupted too often. One under which its worker ended twice may
 * be what ends it: where others were there as well, the next attempt is alone, so that nobody is blamed for another.
 */
function afterInterruption(history: History, attempt: JudgedAttempt, ending: Ending, now: number): Ending {
  const before = history.get<{ workerEnds: number; others: number }>(
    `SELECT count(worker_ended) AS workerEnds, count(*) - count(worker_ended) AS others FROM attempt
     WHERE job_run_key = :key AND number < :number AND outcome = 'interrupted' AND orderly = 0
       AND number >= (SELECT counts_from FROM job_run WHERE key = :key)`,
    { key: attempt.key, number: attempt.number },
  );
  const { workerEnded } = ending;
  const workerEnds = (before?.workerEnds ?? 0) + Number(workerEnded !== null);
  const others = (before?.others ?? 0) + Number(workerEnded === null);
  if (workerEnded === 'alone' && workerEnds >= mostWorkerEnds) {
    const reason = endedWorker(attempt.jobName, workerEnds);
    return {
      ...ending,
      state: 'failed',
      reason,
      error: { type: 'WorkerEnded', message: reason.message, traceback: null },
    };
  }
  if (workerEnds + others >= mostInterruptions) {
    return {
      ...ending,
      state: 'failed',
      error: {
        type: 'Interrupted',
        message: `The engine or the Python runtime ended under this job ${workerEnds + others} times, so it is not tried again by itself. It may use more memory than there is; requeue it when that is mended.`,
        traceback: null,
      },
    };
  }
  const hadNoProcess = attempt.end.kind === 'lost' && workerEnded === null;
  return {
    ...ending,
    again: {
      notBefore: hadNoProcess ? now + firstPause * 2 ** (others - 1) : null,
      mostAttempts: null,
      alone: workerEnds >= mostWorkerEnds,
    },
  };
}

function endedWorker(jobName: string, times: number): Reason {
  const often = times === 2 ? 'twice' : `${times} times`;
  return {
    code: 'ended-worker',
    message: `"${jobName}" ended its worker ${often}, the last time while nothing else ran there, so it is not run again by itself. Jobs do so that use all memory, or that end processes which are not their own; requeue it when that is mended.`,
    details: null,
  };
}
