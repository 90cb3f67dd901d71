import type { JobRunState } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { endIfDone, followUp } from './followUp.ts';
import type { ChangedJobRun } from './followUp.ts';
import { heedCancel } from './heedCancel.ts';
import { judge } from './judge.ts';
import type { AttemptEnd, Ending } from './outcome.ts';
import { recordTestimony } from '../provenance/index.ts';
import type { Testimony } from '../provenance/index.ts';
import { recordInputChange } from './inputChanges.ts';
import { recordFiles } from './recordFiles.ts';
import type { FoundData } from './resultFiles.ts';

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
  /** What lies in the data folder; null where it was not looked at. */
  found: FoundData | null;
  /** What it ran with; null where nobody looked. */
  testimony: Testimony | null;
}

/**
 * Writes how an attempt ended and all that follows from it: dependents that are queued or skipped, the end of the
 * run. Must be called inside `write`; events go out and `onRunEnded` is called after the commit.
 */
export function recordEnd(
  context: ApplicationContext,
  left: EndedAttempt,
  onRunEnded: (runId: string) => void,
): void {
  const { history } = context;
  const attempt = heedCancel(history, left);
  const now = Date.now();
  if (attempt.end.kind === 'not-begun' || attempt.end.kind === 'given-back') {
    takeBack(history, attempt);
    announce(context, attempt.runId, [{ id: attempt.id, state: 'queued', percent: null }]);
    return;
  }
  const ending = judge(history, { ...attempt, end: attempt.end }, now);
  if (!writeAttempt(history, attempt, ending, now)) {
    context.log.warn({ jobRun: attempt.id, attempt: attempt.number }, 'an attempt ended that was settled');
    return;
  }
  if (attempt.found !== null) recordInputChange(history, attempt, attempt.found.input, now);
  const changed: ChangedJobRun[] = [writeJobRun(history, attempt, ending, now)];
  if (ending.state === null) {
    announce(context, attempt.runId, changed);
    return;
  }
  changed.push(
    ...followUp(history, { key: attempt.key, jobName: attempt.jobName, state: ending.state }, now),
  );
  if (attempt.testimony !== null) recordTestimony(history, attempt, attempt.testimony);
  if (attempt.found !== null) recordFiles(context, attempt, attempt.found.files);
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

/** False where its end is settled already: what comes of it later is not recorded. */
function writeAttempt(history: History, attempt: EndedAttempt, ending: Ending, now: number): boolean {
  const { end } = attempt;
  const { changes } = history.run(
    `UPDATE attempt SET outcome = :outcome, orderly = :orderly, started_at = :startedAt, finished_at = :now,
       log_bytes = :logBytes,
       dropped_log_bytes = :dropped, problem = :problem, error = :error, worker_ended = :workerEnded
     WHERE job_run_key = :key AND number = :number AND outcome = 'running'`,
    {
      outcome: ending.attempt,
      orderly: Number(ending.orderly),
      startedAt: attempt.startedAt,
      now,
      logBytes: attempt.logBytes,
      dropped: 'droppedOutputBytes' in end ? end.droppedOutputBytes : 0,
      problem: [ending.problem, attempt.logProblem].filter((text) => text !== null).join(' ') || null,
      error: ending.error === null ? null : JSON.stringify(ending.error),
      workerEnded: ending.workerEnded,
      key: attempt.key,
      number: attempt.number,
    },
  );
  return changes > 0;
}

function writeJobRun(history: History, attempt: EndedAttempt, ending: Ending, now: number): ChangedJobRun {
  const { end, progress } = attempt;
  const state: JobRunState = ending.state ?? 'queued';
  if (ending.state === null) {
    history.run(
      `UPDATE job_run SET state = 'queued', queued_at = :now, started_at = NULL, percent = NULL,
         progress_message = NULL, not_before = :notBefore, most_attempts = :mostAttempts, alone = :alone
       WHERE key = :key`,
      {
        now,
        key: attempt.key,
        notBefore: ending.again.notBefore,
        mostAttempts: ending.again.mostAttempts,
        alone: Number(ending.again.alone),
      },
    );
    return { id: attempt.id, state, percent: null };
  }
  const percent = progress?.percent ?? null;
  history.run(
    `UPDATE job_run SET state = :state, started_at = :startedAt, finished_at = :now, percent = coalesce(:percent, percent),
       progress_message = coalesce(:message, progress_message), result = :result, result_is_repr = :isRepr,
       error = :error, reason = coalesce(:reason, reason)
     WHERE key = :key`,
    {
      state,
      startedAt: attempt.startedAt,
      now,
      percent,
      message: progress?.message ?? null,
      result: end.kind === 'succeeded' ? JSON.stringify(end.result) : null,
      isRepr: Number(end.kind === 'succeeded' && end.resultIsRepr),
      error: ending.error === null ? null : JSON.stringify(ending.error),
      reason: ending.reason === null ? null : JSON.stringify(ending.reason),
      key: attempt.key,
    },
  );
  return { id: attempt.id, state, percent };
}

/** Tells what changed of job runs, after the commit. */
export function announce(context: ApplicationContext, run: string, changed: readonly ChangedJobRun[]): void {
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
