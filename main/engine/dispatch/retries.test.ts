import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getJobRun } from '../history/index.ts';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { endPauses, movePauses, nextPauseEnd } from './delayed.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { createTinyRuntime, failedWith, openTestApplication } from './testing/index.ts';
import type { TestApplication, TinyRuntime } from './testing/index.ts';

let application: TestApplication;
let runtime: TinyRuntime;
let rooms: Dispatch[];

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  rooms = [];
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(async () => {
  await Promise.all(rooms.map((room) => room.close()));
  application.close();
  application.remove();
});

function open(): Dispatch {
  const room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  rooms.push(room);
  return room;
}
const plan = (...jobs: TestJob[]) => planTestRun(application.context, jobs);
const job = (name: string) => {
  const { context } = application;
  const row = context.history.get<{ id: string }>('SELECT id FROM job_run WHERE job_name = ?', [name]);
  return getJobRun(context.history, context.folders, row?.id ?? '');
};
const untilEnded = (run: string) =>
  application.until(
    () =>
      application.context.history.get<{ state: string }>('SELECT state FROM run WHERE id = ?', [run])
        ?.state !== 'active',
  );
const outcomes = (name: string) => job(name).attemptList.map(({ outcome }) => outcome);
const notBefore = () =>
  application.context.history.get<{ at: number | null }>('SELECT not_before AS at FROM job_run')?.at ?? null;
/** Makes all pauses end now, as the clock would after their time. */
const passTime = () =>
  application.context.history.run('UPDATE job_run SET not_before = 1 WHERE not_before > 1');
/** A worker that fails so many times before it succeeds. */
function failing(times: number): void {
  let count = 0;
  runtime.workers['a.worker'] = () => (++count <= times ? failedWith(`time ${count}`) : undefined);
}

describe('retries', () => {
  it('try a job that failed again by themselves when the pause is over, each attempt with its own error and log', async () => {
    failing(2);
    const run = plan(
      { jobName: 'a', retries: { times: 3, delay: 0.05 } },
      { jobName: 'b', dependsOn: ['a'] },
    );
    open();
    await untilEnded(run);
    expect(job('a')).toMatchObject({ state: 'succeeded', error: null, retry: null });
    expect(job('a').attemptList).toMatchObject([
      { number: 1, outcome: 'failed', error: { message: 'time 1' } },
      { number: 2, outcome: 'failed', error: { message: 'time 2' } },
      { number: 3, outcome: 'succeeded', error: null },
    ]);
    expect(runtime.requests.map(({ id }) => id.split(':')[1])).toEqual(['1', '2', '3', '1']);
    expect(runtime.trace.at(-1)).toBe('> b');
  });

  it('wait longer each time, tell when and which attempt it will be, and hold back dependents until the last one', async () => {
    failing(9);
    const run = plan(
      { jobName: 'a', retries: { times: 2, delay: '1m', backoff: 3 } },
      { jobName: 'b', dependsOn: ['a'] },
    );
    const room = open();
    for (const [attempt, pause] of [
      [2, 60_000],
      [3, 180_000],
    ] as const) {
      await application.until(() => job('a').retry?.attempt === attempt);
      const { retry, state, finishedAt } = job('a');
      expect({ state, finishedAt, of: retry?.of }).toEqual({ state: 'queued', finishedAt: null, of: 3 });
      const failedAt = job('a').attemptList.at(-1)?.finishedAt ?? 0;
      expect((retry?.at ?? 0) - failedAt).toBe(pause);
      expect(job('b').state).toBe('waiting');
      expect(room.control.whyWaiting(job('a').id)?.message).toMatch(
        new RegExp(`tried again at .*\\d, as attempt ${attempt} of 3\\.$`),
      );
      passTime();
      room.wake();
    }
    await untilEnded(run);
    expect(job('a')).toMatchObject({ state: 'failed', error: { message: 'time 3' }, retry: null });
    expect(job('b').state).toBe('skipped');
    expect(outcomes('a')).toEqual(['failed', 'failed', 'failed']);
  });

  it('go on after a restart in the middle of a pause: it is neither forgotten nor cut short', async () => {
    failing(1);
    const run = plan({ jobName: 'a', retries: { times: 1, delay: '1h' } });
    const room = open();
    await application.until(() => job('a').retry !== null);
    await room.close();
    application.reopen();
    const next = open();
    expect(job('a')).toMatchObject({ state: 'queued', attempts: 1, retry: { attempt: 2, of: 2 } });
    passTime();
    next.wake();
    await untilEnded(run);
    expect(job('a').state).toBe('succeeded');
  });

  it('leave their slot to others during the pause', async () => {
    failing(1);
    runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 1, description: '' }];
    plan({ jobName: 'a', priority: 9, retries: { times: 1, delay: '1h' } });
    const other = plan({ jobName: 'other' });
    open();
    await untilEnded(other);
    expect(runtime.trace).toEqual(['> a', '> other']);
  });

  it('only follow the ends they name, and never a cancel', async () => {
    runtime.workers['a.worker'] = () => failedWith('no');
    runtime.workers['b.worker'] = () => ({ kind: 'timed-out', droppedOutputBytes: 0 });
    runtime.workers['c.worker'] = () => ({ kind: 'cancelled', droppedOutputBytes: 0 });
    const retries = { times: 1, delay: 0, on: ['timed-out'] };
    const run = plan(...['a', 'b', 'c'].map((jobName) => ({ jobName, retries })));
    open();
    await untilEnded(run);
    expect([outcomes('a'), outcomes('b'), outcomes('c')]).toEqual([
      ['failed'],
      ['timed-out', 'timed-out'],
      ['cancelled'],
    ]);
  });

  it('do not count interruptions, nor what was before a requeue by hand', async () => {
    const ends = ['lost', 'failed', 'failed'];
    runtime.workers['a.worker'] = () =>
      ends.shift() === 'lost'
        ? { kind: 'lost', message: 'The Python process ended.', workerEnded: 'shared' }
        : failedWith('no');
    const run = plan({ jobName: 'a', retries: { times: 1, delay: 0 } });
    const room = open();
    await untilEnded(run);
    expect(outcomes('a')).toEqual(['interrupted', 'failed', 'failed']);

    const { history } = application.context;
    history.run("UPDATE job_run SET state = 'queued', counts_from = attempts + 1, finished_at = NULL");
    history.run("UPDATE run SET state = 'active', finished_at = NULL");
    room.wake();
    await untilEnded(run);
    expect(outcomes('a').slice(3)).toEqual(['failed', 'failed']);
  });

  it('of a pause that a clock wrote which was set back since do not wait for years', async () => {
    failing(1);
    const run = plan({ jobName: 'a', retries: { times: 1, delay: '1h' } });
    const room = open();
    await application.until(() => job('a').retry !== null);
    application.context.history.run('UPDATE job_run SET not_before = not_before + 40 * 86400000');
    room.wake();
    await untilEnded(run);
    expect(job('a').state).toBe('succeeded');
  });

  it('of a pause move with a clock that is set back: the pause stays as long', async () => {
    failing(1);
    plan({ jobName: 'a', retries: { times: 1, delay: '1h' } });
    open();
    await application.until(() => job('a').retry !== null);
    const before = job('a').retry?.at ?? 0;
    movePauses(application.context, -7_200_000);
    expect(job('a').retry?.at).toBe(before - 7_200_000);
  });

  it('find what is due by an index, however long the history is', () => {
    const { history } = application.context;
    for (const sql of [nextPauseEnd, endPauses]) {
      const plan = history.explain(sql, sql === endPauses ? { now: 1, latest: 2 } : []).join('\n');
      expect(plan).toContain('job_run_delayed');
      expect(plan).not.toMatch(/SCAN job_run(?! USING)/);
    }
  });
});

describe('a job that a runtime has no process for', () => {
  it('is tried again by itself after growing pauses, and given up at the fifth time', async () => {
    runtime.workers['a.worker'] = () => ({ kind: 'lost', message: 'No process could be started.' });
    const run = plan({ jobName: 'a' });
    const room = open();
    for (const pause of [1000, 2000, 4000, 8000]) {
      await application.until(() => (notBefore() ?? 0) > 1);
      expect((notBefore() ?? 0) - (job('a').attemptList.at(-1)?.finishedAt ?? 0)).toBe(pause);
      expect(job('a').retry).toBeNull();
      expect(room.control.whyWaiting(job('a').id)?.message).toMatch(/^The runtime had no process for it/);
      passTime();
      room.wake();
    }
    await untilEnded(run);
    expect(outcomes('a')).toEqual(Array.from({ length: 5 }, () => 'interrupted'));
    expect(job('a')).toMatchObject({ state: 'failed', error: { type: 'Interrupted' } });
  });
});
