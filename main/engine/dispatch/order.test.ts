import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parsePriority } from '../planning/priority.ts';
import { planTestRun } from '../planning/testing/index.ts';
import { createDispatch } from './index.ts';
import { createTinyRuntime, openTestApplication } from './testing/index.ts';
import type { TestApplication, TinyRuntime } from './testing/index.ts';

let application: TestApplication;
let runtime: TinyRuntime;

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime(1);
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(() => {
  application.close();
  application.remove();
});

const isDone = () =>
  application.context.history.get("SELECT 1 FROM run WHERE state = 'active'") === undefined;

it('a thousand queued jobs of several channels run by priority, then as they were planned', async () => {
  const priorities = fc.sample(
    fc.oneof(
      fc.constantFrom<string | number>('default', 'medium', 'low', ' LOW ', '3', '-2.5'),
      fc.integer({ min: -50, max: 50 }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    ),
    { numRuns: 1000, seed: 7 },
  );
  const jobs = priorities.map((given, index) => ({
    jobName: `j${index}`,
    channel: ['default', 'gpu', 'night'][index % 3]!,
    priority: parsePriority(given)!,
  }));
  for (let start = 0; start < jobs.length; start += 50) {
    planTestRun(application.context, jobs.slice(start, start + 50));
  }
  const room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  await application.until(isDone);
  await room.close();
  const expected = jobs
    .map((job, index) => ({ ...job, index }))
    .sort((a, b) => b.priority - a.priority || a.index - b.index)
    .map(({ jobName }) => `> ${jobName}`);
  expect(runtime.trace).toEqual(expected);
  expect(application.context.history.get('SELECT count(*) AS n FROM attempt')).toEqual({ n: 1000 });
});

it('what comes later with a greater priority overtakes all that wait, and what is equal goes behind them', async () => {
  planTestRun(
    application.context,
    Array.from({ length: 40 }, (_, index) => ({ jobName: `j${index}`, priority: index < 20 ? 0 : -10 })),
  );
  let arrived = false;
  runtime.workers['j4.worker'] = () => {
    if (arrived) return;
    arrived = true;
    planTestRun(application.context, [
      { jobName: 'equal' },
      { jobName: 'urgent', priority: 5 },
      { jobName: 'lowest', priority: -20 },
    ]);
  };
  const room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  await application.until(isDone);
  await room.close();
  const order = runtime.trace.map((step) => step.slice(2));
  expect(order.slice(0, 6)).toEqual(['j0', 'j1', 'j2', 'j3', 'j4', 'urgent']);
  expect(order[order.indexOf('j19') + 1]).toBe('equal');
  expect(order.at(-1)).toBe('lowest');
});
