import { drawTimeline } from '../../contract/index.ts';
import type { DrawnTimeline, Timeline } from '../../contract/index.ts';
import { duration, printable, table } from './terminal/index.ts';

/** What `show run --timeline` says in JSON: when what happened, and what that cost. */
export interface TimelineAnswer extends Timeline {
  path: DrawnTimeline['path'];
  /** By job run id, in ms: time in each part, cost on the critical path, and slack. */
  times: Record<string, Pick<DrawnTimeline['lines'][number], 'spent' | 'costMs' | 'slackMs'>>;
}

/** Works out what a timeline says now. */
export function answerTimeline(timeline: Timeline, now: number): TimelineAnswer {
  const { path, lines } = drawTimeline(timeline, now);
  const times = lines.map(({ job, spent, costMs, slackMs }) => [job.id, { spent, costMs, slackMs }] as const);
  return { ...timeline, path, times: Object.fromEntries(times) };
}

/** The same for people: what decided how long it took, and where each job spent its time. */
export function describeTimeline(timeline: Timeline, now: number): string {
  const { from, to, lines, path } = drawTimeline(timeline, now);
  const names = new Map(lines.map(({ job }) => [job.id, nameOf(job)]));
  const steps = path.map(({ id, costMs }) => `${names.get(id) ?? id} ${duration(costMs)}`);
  const ended = timeline.finishedAt === null ? 'so far' : 'in all';
  const { firstInstanceAt, completedAt, plannedAt } = timeline;
  return [
    `First image at ${new Date(firstInstanceAt).toLocaleString()}, ` +
      (completedAt === null ? '' : `complete after ${duration(completedAt - firstInstanceAt)}, `) +
      `planned after ${duration(plannedAt - firstInstanceAt)}.`,
    steps.length === 0
      ? `No job has begun; ${duration(to - from)} ${ended}.`
      : `Critical path, ${duration(to - from)} ${ended}: ${printable(steps.join(' > '))}`,
    '',
    table(
      ['JOB', 'STATE', 'WAITED', 'QUEUED', 'RAN', 'PAUSED', 'ATTEMPTS', 'ON PATH', 'SLACK'],
      lines.map(({ job, spent, costMs, slackMs }) => [
        nameOf(job),
        job.state,
        duration(spent.waiting),
        duration(spent.queued),
        duration(spent.running),
        duration(spent.pause),
        String(job.attempts.length),
        duration(costMs),
        duration(slackMs),
      ]),
    ),
  ].join('\n');
}

function nameOf({ jobName, entity }: Timeline['jobs'][number]): string {
  return entity === null ? jobName : `${jobName} (${entity})`;
}
