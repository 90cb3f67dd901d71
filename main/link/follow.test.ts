import { expect, it } from 'vitest';
import type { EngineClient } from '../../contract/index.ts';
import { followRuns } from './follow.ts';

/** An engine that tells of an event after each look at runs, whose jobs are as given. */
function engineOf(looks: readonly (Record<string, number> | null)[], life: string) {
  const asked: string[] = [];
  let wake = () => {};
  let look = 0;
  const answers: Record<string, () => unknown> = {
    'arrivals.list': () => [],
    'runs.list': () => {
      const jobCounts = looks[look] ?? null;
      look += 1;
      setImmediate(() => wake());
      return { rows: jobCounts === null ? [] : [{ jobCounts }], total: jobCounts === null ? 0 : 1 };
    },
    'applications.list': () => [{ id: 'one', life: { state: life } }],
  };
  const client = {
    request: async (route: string) => {
      asked.push(route);
      return answers[route]?.();
    },
    onEvent(heard: () => void) {
      wake = heard;
      return () => undefined;
    },
    closed: new Promise<void>(() => undefined),
  } as unknown as EngineClient;
  return { client, asked };
}
const line = { progress: () => undefined };

it('asks whether the application is stopped only while no job runs', async () => {
  const { client, asked } = engineOf(
    [{ running: 1, queued: 3 }, { running: 2 }, { queued: 1 }, null],
    'running',
  );
  expect(await followRuns(client, 'one', line)).toBe(true);
  expect(asked.filter((route) => route === 'runs.list')).toHaveLength(4);
  expect(asked.filter((route) => route === 'applications.list')).toHaveLength(1);
});

it('ends where nothing goes on in a stopped application', async () => {
  const { client } = engineOf([{ running: 1 }, { queued: 1 }], 'stopped');
  await expect(followRuns(client, 'one', line)).rejects.toMatchObject({ code: 'application-stopped' });
});
