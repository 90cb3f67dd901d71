import type { History } from '../database/index.ts';
import type { EndedAttempt } from './recordEnd.ts';

/**
 * How an attempt ended, given that somebody may have cancelled it meanwhile: once that is recorded, it is cancelled,
 * whatever its processes did at the last moment, and whichever engine records it.
 */
export function heedCancel(history: History, attempt: EndedAttempt): EndedAttempt {
  const asked = history.get('SELECT 1 FROM job_run WHERE key = ? AND cancel_asked_at IS NOT NULL', [
    attempt.key,
  ]);
  if (asked === undefined) return attempt;
  const { end } = attempt;
  const droppedOutputBytes = 'droppedOutputBytes' in end ? end.droppedOutputBytes : 0;
  return { ...attempt, end: { kind: 'cancelled', droppedOutputBytes } };
}
