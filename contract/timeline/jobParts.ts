import type { Attempt } from '../runs.ts';
import type { TimelineJob } from './schema.ts';

/**
 * A stretch in the life of a job run:
 * - `waiting`: for other jobs
 * - `queued`: it could begin, and nothing was free for it
 * - `running`: an attempt
 * - `pause`: between two attempts
 */
export interface TimelinePart {
  kind: 'waiting' | 'queued' | 'running' | 'pause';
  from: number;
  to: number;
  /** Of the attempt; null for other parts. */
  attempt: Pick<Attempt, 'number' | 'outcome'> | null;
}

/**
 * The life of a job run without gaps, up to its end or `now`. Stretches of no length are left out, but for attempts.
 * @param readyAt when the last of the jobs it depends on had ended; null where that has not come
 */
export function partsOf(job: TimelineJob, readyAt: number | null, now: number): TimelinePart[] {
  const parts: TimelinePart[] = [];
  const end = Math.max(job.finishedAt ?? now, job.createdAt);
  const [first] = job.attempts;
  // A job that it depends on may have been run once more since.
  const ready = Math.max(job.createdAt, Math.min(readyAt ?? end, first?.startedAt ?? end));
  const add = (kind: TimelinePart['kind'], from: number, to: number) => {
    if (to > from) parts.push({ kind, from, to, attempt: null });
  };

  add('waiting', job.createdAt, ready);
  let last = ready;
  for (const { number, outcome, startedAt, finishedAt } of job.attempts) {
    const from = Math.max(startedAt, last);
    addGap(from);
    const to = Math.max(finishedAt ?? end, from);
    parts.push({ kind: 'running', from, to, attempt: { number, outcome } });
    last = to;
  }
  if (job.state !== 'skipped') addGap(end);
  return parts;

  /** From the end of what was before. When a job was queued is known of the last time only. */
  function addGap(to: number): void {
    if (parts.every(({ attempt }) => attempt === null)) {
      add('queued', last, to);
      return;
    }
    const isKnown = job.queuedAt !== null && job.queuedAt >= last && job.queuedAt <= to;
    const queued = isKnown && job.retryAt === null ? (job.queuedAt ?? to) : to;
    add('pause', last, queued);
    add('queued', queued, to);
  }
}
