import { criticalPath, slackOf, type PathStep, type Span } from './criticalPath.ts';
import { partsOf, type TimelinePart } from './jobParts.ts';
import type { Timeline, TimelineJob } from './schema.ts';

/** A line of a timeline. */
export interface TimelineLine {
  job: TimelineJob;
  parts: TimelinePart[];
  /** Time in each kind of part, in ms. */
  spent: Record<TimelinePart['kind'], number>;
  /** What it cost of the whole time; null where it is not on the critical path. */
  costMs: number | null;
  /** How much later it could have ended without the run ending later; null while the run goes on, or where it took no time. */
  slackMs: number | null;
}

/** What a timeline shows at one moment. */
export interface DrawnTimeline {
  /** From when it was planned to its end, or to now while it goes on. */
  from: number;
  to: number;
  lines: TimelineLine[];
  /** First to last; while the run goes on, what decided so far. */
  path: PathStep[];
}

/** Works out the lines of a timeline and its critical path. @param now in ms since the epoch */
export function drawTimeline(timeline: Timeline, now: number): DrawnTimeline {
  const { jobs, edges, plannedAt } = timeline;
  const endOf = (job: TimelineJob) => Math.max(job.finishedAt ?? now, job.createdAt);
  const readyOf = readyTimes(timeline);
  const drawn = jobs.map((job) => ({ job, parts: partsOf(job, readyOf(job), now) }));
  const spans = drawn
    .filter(({ parts }) => parts.some(({ kind }) => kind !== 'waiting'))
    .map(({ job, parts }): Span => {
      const waited = parts[0]?.kind === 'waiting' ? parts[0].to : job.createdAt;
      return { id: job.id, readyAt: waited, endAt: endOf(job) };
    });
  const path = criticalPath(spans, edges, plannedAt);
  const costs = new Map(path.map(({ id, costMs }) => [id, costMs]));
  const hasEnded = timeline.finishedAt !== null;
  const slack = hasEnded ? slackOf(spans, edges) : new Map<string, number>();
  return {
    from: plannedAt,
    to: Math.max(plannedAt, timeline.finishedAt ?? now, ...jobs.map(({ finishedAt }) => finishedAt ?? 0)),
    path,
    lines: drawn.map(({ job, parts }) => ({
      job,
      parts,
      spent: spentIn(parts),
      costMs: costs.get(job.id) ?? null,
      slackMs: slack.get(job.id) ?? null,
    })),
  };
}

/** When the last of those that a job depends on had ended; null while one of them has not. */
function readyTimes({ jobs, edges }: Timeline): (job: TimelineJob) => number | null {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const ready = new Map<string, number | null>();
  for (const { from, to } of edges) {
    const end = byId.get(from)?.finishedAt ?? null;
    const known = ready.get(to);
    ready.set(to, known === null || end === null ? null : Math.max(known ?? 0, end));
  }
  return (job) => {
    const at = ready.get(job.id);
    return at === undefined ? job.createdAt : at;
  };
}

function spentIn(parts: readonly TimelinePart[]): TimelineLine['spent'] {
  const spent = { waiting: 0, queued: 0, running: 0, pause: 0 };
  for (const { kind, from, to } of parts) spent[kind] += to - from;
  return spent;
}
