import type { ApplicationContext } from '../context/index.ts';
import { longestPause } from './retry.ts';

/**
 * Queued job runs whose pause is over; they stand in the queue from then on. A pause longer than any was written by a
 * clock that was set back since. `+:now`: SQLite need not plan anew for each value.
 */
export const endPauses = `UPDATE job_run SET not_before = NULL, queued_at = :now
  WHERE not_before <= +:now OR not_before > +:latest RETURNING id, run_id AS run`;
/** When the next pause is over. */
export const nextPauseEnd = 'SELECT min(not_before) AS at FROM job_run WHERE not_before IS NOT NULL';

/** Puts job runs whose pause before a further attempt is over into the queue. Must be called inside `write`. */
export function queueDelayed(context: ApplicationContext, now: number): void {
  const { history, events } = context;
  const queued = history.all<{ id: string; run: string }>(endPauses, {
    now,
    latest: now + longestPause,
  });
  if (queued.length === 0) return;
  history.afterCommit(() => {
    for (const { id, run } of queued) {
      events.emit('job_runs.changed', {
        application: context.id,
        run,
        jobRun: id,
        state: 'queued',
        percent: null,
      });
    }
  });
}

/** Moves the ends of all pauses with the wall clock, which was set by so many milliseconds: a pause stays as long. */
export function movePauses(context: ApplicationContext, step: number): void {
  context.history.run('UPDATE job_run SET not_before = not_before + ? WHERE not_before IS NOT NULL', [step]);
}

/** When a pause is over next, in ms since the epoch; null where none is. */
export function nextDelayed(context: ApplicationContext): number | null {
  return context.history.get<{ at: number | null }>(nextPauseEnd)?.at ?? null;
}
