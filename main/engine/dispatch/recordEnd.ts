import type { JobRunState } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { endIfDone, followUp } from './followUp.ts';
import type { ChangedJobRun } from './followUp.ts';
import { endingOf } from './outcome.ts';
import type { AttemptEnd, Ending } from './outcome.ts';
import { recordFiles } from './recordFiles.ts';
import type { FoundFile } from './resultFiles.ts';

/** Interrupted attempts after which a job is given up: it may well be what ends the engine or the runtime. */
const mostInterruptions = 3;

/** Everything there is to record about an attempt that ended. */
export interface EndedAttempt {
  key: number;
  id: string;
  runId: string;
  jobName: string;
  number: number;
  startedAt: number;
  timeoutMs: number;
  end: AttemptEnd;
  logBytes: number;
  /** Why its log is not complete, or null. */
  logProblem: string | null;
  /** Last progress that is not yet in the history. */
  progress: { percent: number; message: string } | null;
  /** What lies in the data folder beside the input; null where it was not looked at. */
  files: readonly FoundFile[] | null;
}

/**
 * Writes how an attempt ended and all that follows from it: dependents that are queued or skipped, the end of the
 * run. Must be called inside `write`; events go out and `onRunEnded` is called after the commit.
 */
export function recordEnd(
  context: ApplicationContext,
  attempt: EndedAttempt,
  onRunEnded: (runId: string) => void,
): void {
  const { history } = context;
  const now = Date.now();
  if (attempt.end.kind === 'not-begun') {
    takeBack(history, attempt);
    announce(context, attempt.runId, [{ id: attempt.id, state: 'queued', percent: null }]);
    return;
  }
  const ending = giveUpOrNot(history, attempt, endingOf(attempt.end, attempt.timeoutMs));
  writeAttempt(history, attempt, ending, now);
  const changed: ChangedJobRun[] = [writeJobRun(history, attempt, ending, now)];
  if (ending.state === null) {
    announce(context, attempt.runId, changed);
    return;
  }
  changed.push(
    ...followUp(history, { key: attempt.key, jobName: attempt.jobName, state: ending.state }, now),
  );
  if (attempt.files !== null) recordFiles(context, attempt, attempt.files);
  const runState = endIfDone(history, attempt.runId, now);
  announce(context, attempt.runId, changed);
  if (runState !== null) {
    history.afterCommit(() => {
      context.events.emit('runs.changed', { application: context.id, run: attempt.runId, state: runState });
      onRunEnded(attempt.runId);
    });
  }
}

/** Undoes a claim. */
function takeBack(history: History, attempt: EndedAttempt): void {
  history.run('DELETE FROM attempt WHERE job_run_key = ? AND number = ?', [attempt.key, attempt.number]);
  history.run(
    "UPDATE job_run SET state = 'queued', attempts = attempts - 1, started_at = NULL WHERE key = ?",
    [attempt.key],
  );
}

/** An interrupted job is queued again, unless it was interrupted too often. */
function giveUpOrNot(history: History, attempt: EndedAttempt, ending: Ending): Ending {
  if (ending.state !== null || ending.orderly) return ending;
  const before = history.get<{ n: number }>(
    "SELECT count(*) AS n FROM attempt WHERE job_run_key = ? AND outcome = 'interrupted' AND orderly = 0",
    [attempt.key],
  );
  const interruptions = (before?.n ?? 0) + 1;
  if (interruptions < mostInterruptions) return ending;
  return {
    ...ending,
    state: 'failed',
    error: {
      type: 'Interrupted',
      message: `The engine or the Python runtime ended under this job ${interruptions} times, so it is not tried again. It may use more memory than there is.`,
      traceback: null,
    },
  };
}

function writeAttempt(history: History, attempt: EndedAttempt, ending: Ending, now: number): void {
  const { end } = attempt;
  history.run(
    `UPDATE attempt SET outcome = :outcome, orderly = :orderly, finished_at = :now, log_bytes = :logBytes,
       dropped_log_bytes = :dropped, problem = :problem
     WHERE job_run_key = :key AND number = :number`,
    {
      outcome: ending.attempt,
      orderly: Number(ending.orderly),
      now,
      logBytes: attempt.logBytes,
      dropped: 'droppedOutputBytes' in end ? end.droppedOutputBytes : 0,
      problem: [ending.problem, attempt.logProblem].filter((text) => text !== null).join(' ') || null,
      key: attempt.key,
      number: attempt.number,
    },
  );
}

function writeJobRun(history: History, attempt: EndedAttempt, ending: Ending, now: number): ChangedJobRun {
  const { end, progress } = attempt;
  const state: JobRunState = ending.state ?? 'queued';
  if (ending.state === null) {
    history.run(
      `UPDATE job_run SET state = 'queued', queued_at = ?, started_at = NULL, percent = NULL,
         progress_message = NULL WHERE key = ?`,
      [now, attempt.key],
    );
    return { id: attempt.id, state, percent: null };
  }
  const percent = progress?.percent ?? null;
  history.run(
    `UPDATE job_run SET state = :state, finished_at = :now, percent = coalesce(:percent, percent),
       progress_message = coalesce(:message, progress_message), result = :result, result_is_repr = :isRepr,
       error = :error
     WHERE key = :key`,
    {
      state,
      now,
      percent,
      message: progress?.message ?? null,
      result: end.kind === 'succeeded' ? JSON.stringify(end.result) : null,
      isRepr: Number(end.kind === 'succeeded' && end.resultIsRepr),
      error: ending.error === null ? null : JSON.stringify(ending.error),
      key: attempt.key,
    },
  );
  return { id: attempt.id, state, percent };
}

function announce(context: ApplicationContext, run: string, changed: readonly ChangedJobRun[]): void {
  context.history.afterCommit(() => {
    for (const { id, state, percent } of changed) {
      context.events.emit('job_runs.changed', {
        application: context.id,
        run,
        jobRun: id,
        state,
        percent,
      });
    }
  });
}
