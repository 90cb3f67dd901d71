import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../contract/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import { createTinyRuntime, runsUntilEnded, useControl } from '../testing/index.ts';

const control = useControl(planTestRun);
const { open, kill, plan, jobRun, states, untilState, untilEnded } = control;

describe('a pause', () => {
  it('of a channel starts nothing in it, also after a restart, and what runs goes on', async () => {
    control.runtime.workers['first.worker'] = runsUntilEnded;
    const run = plan([
      { jobName: 'first', channel: 'gpu' },
      { jobName: 'second', channel: 'gpu', dependsOn: ['other'] },
      { jobName: 'other' },
    ]);
    open();
    await untilState('first', 'running');
    control.dispatch.control.pause('gpu', 'window', []);
    await untilState('other', 'succeeded');
    expect(states()).toMatchObject({ first: 'running', second: 'queued' });
    expect(control.dispatch.control.whyWaiting(jobRun('second').id)).toMatchObject({
      code: 'paused',
      message: expect.stringMatching(/^Channel "gpu" is paused since \d\d:\d\d \(from the window\)\.$/),
    });
    kill();
    open();
    await untilState('first', 'queued');
    expect(control.dispatch.control.channels([]).channels).toMatchObject([
      { channel: 'gpu', queued: 2, paused: {} },
    ]);
    expect(control.dispatch.control.resume('gpu', []).channels[0]?.paused).toBeNull();
    await untilEnded(run);
    expect(states()).toMatchObject({ first: 'succeeded', second: 'succeeded' });
  });

  it('of the application starts nothing at all until it is resumed; pausing again keeps the first time', async () => {
    const run = plan([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    const { paused } = control.dispatch.control.pause(undefined, 'command-line', []);
    expect(control.dispatch.control.pause(undefined, 'window', []).paused).toEqual(paused);
    const later = plan([{ jobName: 'late' }]);
    control.dispatch.wake();
    expect(control.dispatch.control.whyWaiting(jobRun('late').id)?.message).toMatch(
      /^The application is paused since/,
    );
    expect(control.application.events.filter(({ name }) => name === 'channels.changed')).toHaveLength(1);
    control.dispatch.control.resume(undefined, []);
    await untilEnded(later);
  });

  it('of a channel that nobody knows is refused, naming those there are', () => {
    open();
    expect(() => control.dispatch.control.pause('gpuu', 'window', ['gpu'])).toThrow(/has the channel "gpuu"/);
    expect(() => control.dispatch.control.resume('gpuu', ['gpu'])).toThrow(/has the channel "gpuu"/);
    expect(control.dispatch.control.pause('gpu', 'window', ['gpu']).channels).toMatchObject([
      { channel: 'gpu' },
    ]);
  });
});

describe('why a job run waits', () => {
  it('is told: others, no free place with its position, no environment, a pause after a failure', async () => {
    control.runtime = createTinyRuntime(1);
    control.runtime.workers['a.worker'] = runsUntilEnded;
    plan([
      { jobName: 'a', priority: 9 },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'c' },
      { jobName: 'd', channel: 'else' },
      { jobName: 'e', priority: -5 },
    ]);
    open();
    await untilState('a', 'running');
    const why = (name: string) => control.dispatch.control.whyWaiting(jobRun(name).id);
    expect(why('a')).toBeNull();
    expect(why('b')).toEqual({ code: 'dependencies', message: 'It waits for "a".' });
    expect(why('c')?.message).toBe('No free place in "base", which runs 1 job at once; 0 before it.');
    expect(why('d')?.message).toMatch(/; 1 before it\.$/);
    expect(why('e')?.message).toMatch(/; 2 before it\.$/);
    control.application.context.history.run("UPDATE job_run SET not_before = ? WHERE job_name = 'e'", [
      Date.now() + 60_000,
    ]);
    expect(why('e')).toMatchObject({ code: 'retry', message: expect.stringMatching(/is tried again at/) });
    control.runtime.environmentList = [{ ...control.runtime.environmentList[0]!, channels: ['else'] }];
    expect(why('c')).toEqual({
      code: 'no-environment',
      message: 'No environment serves the channel "default" at the moment.',
    });
  });

  it('is told by what keeps the environments from running, where there are none at all', async () => {
    const runtime = createTinyRuntime(1);
    control.runtime = runtime;
    runtime.environmentList = [];
    plan([{ jobName: 'a' }]);
    open();
    const why = () => control.dispatch.control.whyWaiting(jobRun('a').id);
    const code = 'no-environment';
    expect(why()).toEqual({ code, message: 'No environment runs at the moment.' });
    runtime.isStarting = () => true;
    const starting = 'The environments are only being started: jobs begin as soon as they run.';
    expect(why()).toEqual({ code, message: starting });
    runtime.problem = () => new EngineError('python-not-found');
    expect(why()?.message).toBe(
      'No environment runs at the moment: No usable Python was found on this machine.',
    );
  });
});
