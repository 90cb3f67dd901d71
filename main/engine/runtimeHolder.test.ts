import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import { silentLogger } from './context/index.ts';
import { holdRuntime } from './runtimeHolder.ts';
import type { JobObserver, JobOutcome, JobRequest, Runtime } from './runtimes/index.ts';

/** A runtime whose jobs end when the test says so. */
function startable() {
  const started: { name: string; closed: boolean; finish: ((outcome: JobOutcome) => void)[] }[] = [];
  let failing = false;
  return {
    started,
    fail: (value: boolean) => {
      failing = value;
    },
    async start(): Promise<Runtime> {
      await Promise.resolve();
      if (failing) throw new EngineError('python-not-found');
      const one = {
        name: `runtime ${started.length + 1}`,
        closed: false,
        finish: [] as ((o: JobOutcome) => void)[],
      };
      started.push(one);
      return {
        kind: 'local',
        environments: () => [{ name: one.name, channels: ['*'], slots: 1, description: '' }],
        byHand: () => Promise.reject(new Error('not asked for here')),
        lock: () => Promise.reject(new Error('not asked for here')),
        openPlanning: () => Promise.reject(new Error('not asked for here')),
        run: () => new Promise((resolve) => one.finish.push(resolve)),
        close: async () => {
          one.closed = true;
        },
      };
    },
  };
}
const request = {} as JobRequest;
const observer = {} as JobObserver;
const never = new AbortController().signal;
const done: JobOutcome = { kind: 'timed-out', droppedOutputBytes: 0 };
const hold = (source: ReturnType<typeof startable>, onReady: () => void = () => undefined) =>
  holdRuntime({ start: () => source.start(), onReady, log: silentLogger });

describe('holding a runtime', () => {
  it('tells those who wait when it is ready', async () => {
    const source = startable();
    await new Promise<void>((resolve) => hold(source, resolve));
    expect(source.started).toHaveLength(1);
  });

  it('lets a job of the old runtime end before that is closed, and gives new ones to the new', async () => {
    const source = startable();
    const holder = hold(source);
    const old = holder.runtime.run(request, observer, never);
    await expect.poll(() => source.started[0]?.finish.length).toBe(1);
    holder.replace();
    const fresh = holder.runtime.run(request, observer, never);
    await expect.poll(() => source.started[1]?.finish.length).toBe(1);
    expect(source.started[0]?.closed).toBe(false);
    source.started[0]?.finish[0]?.(done);
    await old;
    expect(source.started.map((one) => one.closed)).toEqual([true, false]);
    source.started[1]?.finish[0]?.(done);
    await fresh;
  });

  it('starts again after its pause, also where the clock was set back meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const source = startable();
    source.fail(true);
    const { runtime } = hold(source);
    await expect(runtime.run(request, observer, never)).rejects.toMatchObject({ code: 'python-not-found' });
    source.fail(false);
    vi.setSystemTime(Date.now() - 5 * 3_600_000);
    vi.advanceTimersByTime(9000);
    runtime.environments();
    expect(runtime.isStarting?.()).toBe(false);
    vi.advanceTimersByTime(2000);
    runtime.environments();
    expect(runtime.isStarting?.()).toBe(true);
    await expect.poll(() => source.started.length).toBe(1);
  });

  it('still serves who waits for a runtime that is replaced while it starts', async () => {
    const source = startable();
    const holder = hold(source);
    const waiting = holder.runtime.run(request, observer, never);
    holder.replace();
    await expect.poll(() => source.started[0]?.finish.length).toBe(1);
    expect(source.started[0]?.closed).toBe(false);
    source.started[0]?.finish[0]?.(done);
    await waiting;
    expect(source.started[0]?.closed).toBe(true);
  });

  it('says why there is none, does not try in a circle, and starts at once when the options change', async () => {
    const source = startable();
    source.fail(true);
    const holder = hold(source);
    expect(holder.runtime.isStarting?.()).toBe(true);
    await expect.poll(() => holder.problem()?.code).toBe('python-not-found');
    expect(holder.runtime.isStarting?.()).toBe(false);
    expect(holder.runtime.problem?.()?.code).toBe('python-not-found');
    await expect(holder.runtime.run(request, observer, never)).rejects.toMatchObject({
      code: 'python-not-found',
    });
    expect(holder.runtime.environments()).toEqual([]);
    source.fail(false);
    holder.replace();
    await expect.poll(() => holder.runtime.environments().length).toBe(1);
    expect(holder.problem()).toBeNull();
    expect(holder.runtime.isStarting?.()).toBe(false);
  });

  it('closes what it has, and starts nothing any more', async () => {
    const source = startable();
    const holder = hold(source);
    await expect.poll(() => holder.runtime.environments().length).toBe(1);
    await holder.runtime.close();
    expect(source.started[0]?.closed).toBe(true);
    holder.runtime.environments();
    await expect(holder.runtime.run(request, observer, never)).rejects.toMatchObject({
      code: 'runtime-failed',
    });
    expect(source.started).toHaveLength(1);
  });
});
