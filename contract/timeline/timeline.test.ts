import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criticalPath, drawTimeline, slackOf } from './index.ts';
import type { Timeline, TimelineJob } from './index.ts';

const job = (id: string, change: Partial<TimelineJob> = {}): TimelineJob => ({
  id,
  jobName: id,
  entity: null,
  service: null,
  state: 'succeeded',
  createdAt: 0,
  queuedAt: 0,
  finishedAt: null,
  retryAt: null,
  attempts: [],
  ...change,
});
const ran = (id: string, startedAt: number, finishedAt: number, change: Partial<TimelineJob> = {}) =>
  job(id, {
    finishedAt,
    attempts: [{ number: 1, outcome: 'succeeded', startedAt, finishedAt }],
    ...change,
  });
const timeline = (
  jobs: TimelineJob[],
  edges: [string, string][] = [],
  finishedAt: number | null = null,
): Timeline => ({
  run: 'run',
  number: 1,
  state: finishedAt === null ? 'active' : 'succeeded',
  firstInstanceAt: -100,
  lastInstanceAt: -50,
  completedAt: -10,
  plannedAt: 0,
  finishedAt,
  jobs,
  edges: edges.map(([from, to]) => ({ from, to })),
});
const partsOf = (one: TimelineJob, others: TimelineJob[] = [], edges: [string, string][] = [], now = 1000) =>
  drawTimeline(timeline([one, ...others], edges), now).lines[0]?.parts.map(({ kind, from, to }) => [
    kind,
    from,
    to,
  ]);

test('a job waits for others, then for room, then runs', () => {
  expect(partsOf(ran('b', 70, 100), [ran('a', 10, 50)], [['a', 'b']])).toEqual([
    ['waiting', 0, 50],
    ['queued', 50, 70],
    ['running', 70, 100],
  ]);
});

test('pauses between attempts are told from waiting for room, where that is known', () => {
  const attempts: TimelineJob['attempts'] = [
    { number: 1, outcome: 'failed', startedAt: 10, finishedAt: 20 },
    { number: 2, outcome: 'succeeded', startedAt: 60, finishedAt: 90 },
  ];
  expect(partsOf(job('a', { attempts, queuedAt: 50, finishedAt: 90 }))).toEqual([
    ['queued', 0, 10],
    ['running', 10, 20],
    ['pause', 20, 50],
    ['queued', 50, 60],
    ['running', 60, 90],
  ]);
});

test.each([
  ['waiting', { state: 'waiting', queuedAt: null }, [['waiting', 0, 1000]]],
  [
    'queued',
    { state: 'queued' },
    [
      ['waiting', 0, 50],
      ['queued', 50, 1000],
    ],
  ],
  ['skipped', { state: 'skipped', finishedAt: 50 }, [['waiting', 0, 50]]],
  [
    'cancelled before it began',
    { state: 'cancelled', finishedAt: 80 },
    [
      ['waiting', 0, 50],
      ['queued', 50, 80],
    ],
  ],
] as [string, Partial<TimelineJob>, unknown][])(
  'one that is %s has no part of what did not happen',
  (state, change, parts) => {
    const before = ran('a', 0, 50, state === 'waiting' ? { finishedAt: null, state: 'running' } : {});
    expect(partsOf(job('b', change), [before], [['a', 'b']])).toEqual(parts);
  },
);

test('a running job, and one that waits to be tried again, go on to now', () => {
  const running = job('a', {
    state: 'running',
    attempts: [{ number: 1, outcome: 'running', startedAt: 10, finishedAt: null }],
  });
  expect(partsOf(running)?.at(-1)).toEqual(['running', 10, 1000]);
  const paused = job('a', {
    state: 'queued',
    queuedAt: 40,
    retryAt: 5000,
    attempts: [{ number: 1, outcome: 'failed', startedAt: 10, finishedAt: 40 }],
  });
  expect(partsOf(paused)?.at(-1)).toEqual(['pause', 40, 1000]);
});

test('clocks that were set and jobs that were run once more leave no stretch of negative length', () => {
  const odd = job('b', {
    finishedAt: 5,
    createdAt: 10,
    attempts: [
      { number: 1, outcome: 'failed', startedAt: 40, finishedAt: 30 },
      { number: 2, outcome: 'succeeded', startedAt: 20, finishedAt: 25 },
    ],
  });
  const drawn = drawTimeline(timeline([odd, ran('a', 0, 500)], [['a', 'b']], 500), 1000);
  for (const { parts } of drawn.lines)
    for (const { from, to } of parts) expect(to).toBeGreaterThanOrEqual(from);
  expect(drawn.path.map(({ id }) => id)).toEqual(['a']);
});

test('the critical path is what decided: of two branches the slower, with the time that each step cost', () => {
  const jobs = [
    ran('a', 10, 100),
    ran('quick', 100, 120),
    ran('slow', 130, 300),
    ran('end', 310, 400),
    ran('side', 0, 50),
  ];
  const drawn = drawTimeline(
    timeline(
      jobs,
      [
        ['a', 'quick'],
        ['a', 'slow'],
        ['quick', 'end'],
        ['slow', 'end'],
        ['a', 'end'],
      ],
      400,
    ),
    9999,
  );
  expect(drawn.path).toEqual([
    { id: 'a', costMs: 100 },
    { id: 'slow', costMs: 200 },
    { id: 'end', costMs: 100 },
  ]);
  expect(drawn.lines.map(({ slackMs }) => slackMs)).toEqual([0, 180, 0, 0, 350]);
  expect(drawn).toMatchObject({ from: 0, to: 400 });
});

test('a job that was skipped decides nothing, and while a run goes on no slack is told', () => {
  const jobs = [ran('a', 0, 100), job('b', { state: 'skipped', finishedAt: 100, queuedAt: null })];
  const drawn = drawTimeline(timeline(jobs, [['a', 'b']]), 200);
  expect(drawn.path.map(({ id }) => id)).toEqual(['a']);
  expect(drawn.lines.map(({ slackMs }) => slackMs)).toEqual([null, null]);
  expect(drawTimeline(timeline([], []), 200)).toMatchObject({ path: [], lines: [], to: 200 });
});

test('costs add up to the whole time, nothing on the path has slack, and no slack is more than there was', () => {
  const plan = fc.array(
    fc.record({ needs: fc.array(fc.nat(20), { maxLength: 3 }), queued: fc.nat(50), took: fc.nat(500) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(plan, (some) => {
      const edges: { from: string; to: string }[] = [];
      const ends: number[] = [];
      const spans = some.map(({ needs, queued, took }, index) => {
        const before = needs.filter((one) => one < index);
        edges.push(...before.map((one) => ({ from: `${one}`, to: `${index}` })));
        const readyAt = Math.max(0, ...before.map((one) => ends[one] ?? 0));
        ends.push(readyAt + queued + took);
        return { id: `${index}`, readyAt, endAt: readyAt + queued + took };
      });
      const end = Math.max(...ends);
      const path = criticalPath(spans, edges, 0);
      expect(path.reduce((sum, { costMs }) => sum + costMs, 0)).toBe(end);
      const slack = slackOf(spans, edges);
      for (const { id } of path) expect(slack.get(id)).toBe(0);
      for (const { id, endAt } of spans) expect(slack.get(id)).toBeLessThanOrEqual(end - endAt);
    }),
  );
});

test('edges that lead round in a circle do not go on for ever', () => {
  const spans = ['a', 'b'].map((id) => ({ id, readyAt: 0, endAt: 10 }));
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'a' },
  ];
  expect(criticalPath(spans, edges, 0)).toHaveLength(2);
  expect(slackOf(spans, edges).size).toBe(2);
});

test('a clean-up that waits for very many jobs is drawn at once', () => {
  const jobs = Array.from({ length: 60_000 }, (_, n) => ({ id: `${n}`, readyAt: 0, endAt: n }));
  const spans = [...jobs, { id: 'clean', readyAt: 60_000, endAt: 60_010 }];
  const edges = jobs.map(({ id }) => ({ from: id, to: 'clean' }));
  const began = performance.now();
  expect(criticalPath(spans, edges, 0).map(({ id }) => id)).toEqual(['59999', 'clean']);
  expect(slackOf(spans, edges).get('0')).toBe(60_000);
  expect(performance.now() - began).toBeLessThan(5000);
});
