import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../contract/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import { createTinyRuntime, failedWith, runsUntilEnded, useControl } from '../testing/index.ts';

const control = useControl(planTestRun);
const {
  open,
  kill,
  plan,
  all,
  jobRuns,
  jobRun,
  states,
  reasonOf,
  runState,
  untilState,
  untilEnded,
  cancel,
  requeue,
} = control;

describe('a cancel', () => {
  it('ends waiting, queued and running ones of a run, tells which, and leaves the clean-up to run', async () => {
    control.runtime = createTinyRuntime(1);
    control.runtime.workers['a.worker'] = runsUntilEnded;
    const run = plan([
      { jobName: 'a' },
      { jobName: 'b' },
      { jobName: 'c', dependsOn: ['a'] },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilState('a', 'running');
    expect(await cancel({ runs: [run] })).toEqual({
      cancelled: 2,
      ending: 1,
      skipped: 0,
      alreadyEnded: 0,
      cleanUp: 1,
      runs: 1,
    });
    await untilEnded(run);
    expect(states()).toEqual({
      a: 'cancelled',
      b: 'cancelled',
      c: 'cancelled',
      clean: 'succeeded',
    });
    expect(reasonOf('a')).toBe('Cancelled from the window.');
    expect(control.runtime.trace).toEqual(['> a', '> clean']);
    expect(runState(run)).toBe('failed');
    expect(all('SELECT message FROM intervention')).toEqual([
      { message: 'Cancelled from the window: "a", "b", "c".' },
    ]);
  });

  it('of one job run skips what needs it, saying who cancelled it, and nothing else', async () => {
    control.runtime.workers['a.worker'] = runsUntilEnded;
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }, { jobName: 'other' }]);
    open();
    await untilState('a', 'running');
    await cancel({ jobRuns: [jobRun('a').id] });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'cancelled', b: 'skipped', other: 'succeeded' });
    expect(reasonOf('b')).toBe('"b" needs "a", which was cancelled from the window.');
  });

  it('asked twice, or of what has ended, changes nothing more and says so', async () => {
    let release = () => {};
    control.runtime.workers['a.worker'] = () =>
      new Promise((resolve) => {
        release = () => resolve(failedWith('SIGTERM'));
      });
    const run = plan([{ jobName: 'a' }, { jobName: 'b' }]);
    open();
    await control.application.until(
      () => jobRun('a').state === 'running' && jobRun('b').state === 'succeeded',
    );
    const choice = { jobRuns: [jobRun('a').id, jobRun('b').id] };
    const [first, second] = await Promise.all([cancel(choice), cancel(choice)]);
    expect(first).toMatchObject({ ending: 1, alreadyEnded: 1 });
    expect(second).toMatchObject({ ending: 1, alreadyEnded: 1 });
    release();
    await untilEnded(run);
    expect(await cancel(choice)).toMatchObject({ cancelled: 0, ending: 0, alreadyEnded: 2, runs: 0 });
    expect(states()).toEqual({ a: 'cancelled', b: 'succeeded' });
    expect(all('SELECT message FROM intervention')).toHaveLength(1);
  });

  it('that comes while a job returns is decided once: it is cancelled, as the answer said', async () => {
    let release = () => {};
    control.runtime.workers['a.worker'] = () =>
      new Promise((resolve) => {
        release = () => resolve({ kind: 'succeeded', result: 1, resultIsRepr: false, droppedOutputBytes: 0 });
      });
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await untilState('a', 'running');
    release();
    expect(await cancel({ runs: [run] })).toMatchObject({ ending: 1, cancelled: 1 });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'cancelled', b: 'cancelled' });
    expect(all('SELECT outcome FROM attempt')).toEqual([{ outcome: 'cancelled' }]);
  });

  it('holds after a kill that came before its job had ended', async () => {
    control.runtime.workers['a.worker'] = () => new Promise(() => {});
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await untilState('a', 'running');
    await cancel({ jobRuns: [jobRun('a').id] });
    kill();
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'cancelled', b: 'skipped' });
    expect(control.runtime.trace).toEqual([]);
  });

  it('of many that a kill cut off is gone on with before anything is claimed', async () => {
    for (let n = 0; n < 3; n += 1) plan([{ jobName: `a${n}` }]);
    const { history } = control.application.context;
    const request = { kind: 'cancel', choice: { service: 's' }, withCleanUp: false };
    history.run("INSERT INTO control_request (request, asked_from, last_key) VALUES (?, 'window', 2)", [
      JSON.stringify(request),
    ]);
    open();
    await control.application.until(() =>
      jobRuns().every(({ state }) => state !== 'queued' && state !== 'running'),
    );
    expect(states()).toEqual({ a0: 'cancelled', a1: 'cancelled', a2: 'succeeded' });
    expect(all('SELECT * FROM control_request')).toEqual([]);
  });

  it('of a service takes its open ones in all runs; a second one takes the clean-up that runs as well', async () => {
    control.runtime = createTinyRuntime(1);
    control.runtime.workers['a.worker'] = runsUntilEnded;
    control.runtime.workers['clean.worker'] = runsUntilEnded;
    const runs = [plan([{ jobName: 'a' }, { jobName: 'clean', group: 'post' }]), plan([{ jobName: 'a' }])];
    open();
    await untilState('a', 'running');
    expect(await cancel({ service: 's' })).toMatchObject({ ending: 1, cancelled: 1, cleanUp: 1, runs: 2 });
    await untilState('clean', 'running');
    expect(await cancel({ service: 's' })).toMatchObject({ ending: 1, cleanUp: 0 });
    await Promise.all(runs.map(untilEnded));
    expect(jobRuns().map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('that fails is told and forgotten: the next start does not come back to it', async () => {
    const run = plan([{ jobName: 'a' }]);
    control.runtime.environmentList = [];
    open();
    const { history } = control.application.context;
    const execute = history.run.bind(history);
    history.run = (sql, parameters) => {
      if (sql.includes("state = 'cancelled'")) throw new EngineError('database-busy');
      return execute(sql, parameters);
    };
    await expect(cancel({ runs: [run] })).rejects.toMatchObject({ code: 'database-busy' });
    expect(all('SELECT * FROM control_request')).toEqual([]);
    history.run = execute;
    expect(states()).toEqual({ a: 'queued' });
    expect(await cancel({ runs: [run] })).toMatchObject({ cancelled: 1 });
  });

  it('of what does not exist is refused as a whole', async () => {
    plan([{ jobName: 'a' }]);
    control.runtime.environmentList = [];
    open();
    await expect(cancel({ jobRuns: [jobRun('a').id, 'nobody'] })).rejects.toThrow(
      'There is no job run nobody',
    );
    await expect(cancel({ runs: ['none'] })).rejects.toThrow('There is no run none');
    await expect(requeue({ runs: ['none'] })).rejects.toThrow('There is no run none');
    await expect(requeue({ runs: ['4711'] })).rejects.toMatchObject({
      message: 'There is no run 4711 in this application. Nothing was changed.',
      advice: expect.stringContaining('list runs'),
    });
    expect(states()).toEqual({ a: 'queued' });
    expect(await cancel({ service: 'unheard-of' })).toMatchObject({ cancelled: 0, runs: 0 });
  });
});
