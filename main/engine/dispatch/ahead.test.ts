import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planTestRun } from '../planning/testing/index.ts';
import type { RuntimeEnvironment } from '../runtimes/index.ts';
import { claimJobs } from './claim.ts';
import { createDispatch } from './index.ts';
import { createPace } from './pace.ts';
import { createPool, createQueueShare } from './sharing/index.ts';
import { createTinyRuntime, openTestApplication } from './testing/index.ts';
import type { TestApplication } from './testing/index.ts';

let application: TestApplication;

beforeEach(() => {
  application = openTestApplication();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(() => {
  application.close();
  application.remove();
});

const environment: RuntimeEnvironment = {
  name: 'base',
  channels: ['*'],
  slots: 2,
  takesAhead: true,
  description: '',
};
const createQueue = (pool = createPool()) =>
  createQueueShare(pool, { share: {}, application: () => 'Demo', wake: () => undefined });
const names = (count: number) => Array.from({ length: count }, (_, index) => ({ jobName: `j${index}` }));

function claim(free: number, ahead: number) {
  const { history } = application.context;
  return history.write(() => claimJobs(history, [environment], [{ environment, free, ahead }], Date.now()));
}

describe('jobs that are handed over before their turn', () => {
  it('come after those there is room for, and say so', () => {
    planTestRun(application.context, names(5));
    expect(claim(2, 2).map(({ jobName, turn }) => [jobName, turn?.isAhead, turn?.limit])).toEqual([
      ['j0', false, 2],
      ['j1', false, 2],
      ['j2', true, 2],
      ['j3', true, 2],
    ]);
    // Four of two slots are taken now.
    expect(claim(-2, 2)).toEqual([]);
    expect(claim(-1, 2).map(({ turn }) => turn?.isAhead)).toEqual([true]);
  });

  it('are never such as take more than one slot, and none behind one', () => {
    planTestRun(application.context, names(3));
    application.context.history.run("UPDATE job_run SET slots = 2 WHERE job_name = 'j1'");
    expect(claim(1, 8).map(({ jobName }) => jobName)).toEqual(['j0']);
    expect(claim(2, 8).map(({ jobName, turn }) => [jobName, turn])).toEqual([
      ['j1', null],
      ['j2', { limit: 2, isAhead: true }],
    ]);
  });

  it('are only as many as take a moment, and none after something came between', () => {
    const pace = createPace();
    expect(pace.ahead('base', 2)).toBe(0);
    pace.ran('base', 3);
    expect(pace.ahead('base', 2)).toBe(32);
    pace.ran('base', 60_000);
    expect(pace.ahead('base', 2)).toBe(0);
    const slow = createPace();
    slow.ran('base', 15);
    expect(slow.ahead('base', 2)).toBe(8);
    slow.stumbled('base');
    slow.ran('base', 3);
    expect(slow.ahead('base', 2)).toBe(0);
    for (let job = 0; job < 30; job += 1) slow.ran('base', 3);
    expect(slow.ahead('base', 2)).toBeGreaterThan(0);
  });

  it('get no card that a job of another environment has, by whatever number it goes there', () => {
    const queue = createQueue();
    const machine = { memory: 1, limitsMemory: true };
    const named = {
      ...environment,
      name: 'a',
      machine: { ...machine, gpus: ['0', '1'], devices: ['2', '3'] },
    };
    const other = { ...environment, name: 'b', machine: { ...machine, gpus: ['0'], devices: ['3'] } };
    const local = { ...environment, name: 'local', machine: { ...machine, gpus: ['0', '2', '3'] } };
    const cards = () => [named, other, local].map((one) => queue.free(one, 0).gpus);
    expect(cards()).toEqual([['0', '1'], ['0'], ['0', '2', '3']]);
    const job = { key: 1, jobName: 'j', environment: 'a', slots: 1, gpus: ['1'], turn: null };
    queue.take(job, named);
    expect(cards()).toEqual([['0'], [], ['0', '2']]);
    queue.release(job);
    expect(cards()).toEqual([['0', '1'], ['0'], ['0', '2', '3']]);
  });

  it('do not wait beside a job that has no turn, whose end nobody there would notice', () => {
    const queue = createQueue();
    const ahead = (one = environment) => queue.free(one, 8).ahead;
    const job = (key: number) => ({ key, jobName: 'j', environment: 'base', slots: 1, gpus: [] });
    expect(ahead()).toBe(8);
    queue.take({ ...job(1), turn: null }, environment);
    expect(ahead()).toBe(0);
    queue.release({ ...job(1), turn: null });
    expect(ahead()).toBe(8);
    expect(ahead({ ...environment, takesAhead: false })).toBe(0);
    for (let taken = 0; taken < 7; taken += 1) {
      queue.take({ ...job(taken), turn: { limit: 2, isAhead: taken >= 2 } }, environment);
    }
    // Five wait: the next ones go over together, when fewer do.
    expect(ahead()).toBe(0);
  });

  it('are queued again without an attempt when they are given back', async () => {
    const runtime = createTinyRuntime(1);
    let isFirst = true;
    runtime.workers['j0.worker'] = () => {
      const outcome = isFirst ? ({ kind: 'given-back' } as const) : undefined;
      isFirst = false;
      return outcome;
    };
    planTestRun(application.context, [{ jobName: 'j0' }]);
    const room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
    const { history } = application.context;
    await application.until(() => history.get("SELECT 1 FROM run WHERE state = 'active'") === undefined);
    await room.close();
    expect(history.all('SELECT number, outcome, orderly FROM attempt')).toEqual([
      { number: 1, outcome: 'succeeded', orderly: 0 },
    ]);
  });

  it('are not blamed when the engine is killed while they may not have begun; those in their turn are', async () => {
    planTestRun(application.context, names(2));
    claim(1, 1);
    const { history } = application.context;
    const runtime = createTinyRuntime(2);
    const room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
    await application.until(() => history.get("SELECT 1 FROM run WHERE state = 'active'") === undefined);
    await room.close();
    expect(
      history.all(
        `SELECT job_name AS job, outcome, orderly FROM attempt JOIN job_run ON key = job_run_key ORDER BY key, number`,
      ),
    ).toEqual([
      { job: 'j0', outcome: 'interrupted', orderly: 0 },
      { job: 'j0', outcome: 'succeeded', orderly: 0 },
      { job: 'j1', outcome: 'interrupted', orderly: 1 },
      { job: 'j1', outcome: 'succeeded', orderly: 0 },
    ]);
  });
});
