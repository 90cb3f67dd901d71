import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Runtime } from '../runtime.ts';
import { findPython } from './findPython.ts';
import { createSample, isAlive, packageFolder, parentOf } from './fixtures/sample.ts';
import type { Sample } from './fixtures/sample.ts';

/** How hosts live, hang and die. What processes remain is seen in /proc. */
let sample: Sample;
let runtime: Runtime;

beforeAll(() => {
  sample = createSample();
});
afterAll(() => sample.remove());

describe.skipIf(process.platform !== 'linux')('a host', () => {
  beforeEach(async () => {
    runtime = await sample.open();
  });
  afterEach(() => runtime.close());

  it('that is killed loses its jobs with all they started, and the next one is started', async () => {
    let host = 0;
    const job = sample.run(runtime, 'family', { started: (pid) => (host = parentOf(pid)) });
    await job.printed('ready');
    process.kill(host, 'SIGKILL');
    expect(await job.outcome).toMatchObject({ kind: 'lost', message: expect.stringContaining('137') });
    expect(sample.processes()).toEqual([]);
    expect(await sample.run(runtime, 'answer').outcome).toMatchObject({ kind: 'succeeded' });
  });

  it('that is killed gives back what waited for its turn: nothing of that has happened', async () => {
    let host = 0;
    const job = sample.run(runtime, 'family', {
      started: (pid) => (host = parentOf(pid)),
      request: { turn: { limit: 1, isAhead: false } },
    });
    await job.printed('ready');
    const ahead = sample.run(runtime, 'answer', { request: { turn: { limit: 1, isAhead: true } } });
    process.kill(host, 'SIGKILL');
    expect(await ahead.outcome).toEqual({ kind: 'given-back' });
    expect(await job.outcome).toMatchObject({ kind: 'lost' });
    expect(sample.processes()).toEqual([]);
  });

  it('that is stopped does not hold a job beyond its time limit, and is replaced', async () => {
    const job = sample.run(runtime, 'stops_host', { request: { timeoutMs: 500 } });
    const other = sample.run(runtime, 'sleep');
    expect(await job.outcome).toEqual({ kind: 'timed-out', droppedOutputBytes: 0 });
    expect(await other.outcome).toMatchObject({ kind: 'lost' });
    expect(sample.processes()).toEqual([]);
    expect(await sample.run(runtime, 'answer').outcome).toMatchObject({ kind: 'succeeded' });
  });

  it('that is stopped does not hold a job that is cancelled', async () => {
    const abort = new AbortController();
    const job = sample.run(runtime, 'stops_host', { signal: abort.signal });
    // Once it is stopped nothing is heard of the job any more; whether that is so by now does not matter.
    await expect.poll(() => sample.processes().length).toBeGreaterThan(0);
    abort.abort();
    expect(await job.outcome).toMatchObject({ kind: 'cancelled' });
  });

  it('that is killed by a job does not lose the callback that is asked meanwhile', async () => {
    let host = 0;
    const job = sample.run(runtime, 'family', { started: (pid) => (host = parentOf(pid)) });
    await job.printed('ready');
    const session = await sample.openPlanning(runtime);
    const question = { jobName: 'a', callback: 'sample.counts_and_waits', params: null, addedParams: {} };
    const answer = session.ask(question);
    const asked = path.join(sample.data, 'asked');
    await expect.poll(() => existsSync(asked)).toBe(true);
    process.kill(host, 'SIGKILL');
    expect(await answer).toMatchObject({ kind: 'accepted' });
    expect(readFileSync(asked, 'utf8')).toBe('xx');
    expect(await job.outcome).toMatchObject({ kind: 'lost', workerEnded: 'shared' });
    await session.close();
    expect(sample.processes()).toEqual([]);
  });

  it('that is stopped while it has nothing to do is replaced, and what comes then finds the next one', async () => {
    const watchedClosely = await sample.open({ heartbeatMs: 300 });
    onTestFinished(() => watchedClosely.close());
    const hostOf = async () => {
      let host = 0;
      const started = (pid: number) => (host = parentOf(pid));
      await sample.run(watchedClosely, 'pauses', { started }).outcome;
      return host;
    };
    const host = await hostOf();
    process.kill(host, 'SIGSTOP');
    await expect.poll(() => isAlive(host), { timeout: 60_000 }).toBe(false);
    expect(await hostOf()).not.toBe(host);
  });

  it('that is stopped does not hold a callback beyond its time limit', async () => {
    const session = await sample.openPlanning(runtime, { callbackTimeoutMs: 300 });
    const question = { jobName: 'a', params: null, addedParams: {} };
    expect(await session.ask({ ...question, callback: 'sample.stops_host' })).toMatchObject({
      cause: 'died',
    });
    expect(await session.ask({ ...question, callback: 'sample.yes' })).toMatchObject({ kind: 'accepted' });
    await session.close();
  });

  it('leaves nothing behind when the runtime is closed, however deaf the jobs are', async () => {
    const jobs = [sample.run(runtime, 'family'), sample.run(runtime, 'family')];
    await Promise.all(jobs.map((job) => job.printed('ready')));
    await runtime.close();
    expect(sample.processes()).toEqual([]);
    for (const job of jobs) expect(await job.outcome).toMatchObject({ kind: 'lost' });
    await expect(sample.run(runtime, 'noop').outcome).rejects.toMatchObject({ code: 'runtime-failed' });
  });

  it('leaves nothing behind when the runtime is closed while it is stopped', async () => {
    const job = sample.run(runtime, 'stops_host');
    await expect.poll(() => sample.processes().length).toBeGreaterThan(0);
    await runtime.close();
    expect(await job.outcome).toMatchObject({ kind: 'lost' });
    await expect.poll(() => sample.processes()).toEqual([]);
  });

  it('ends with an engine that is killed, and everything its jobs started', async () => {
    const engine = fork(
      new URL('./fixtures/ownAndWait.ts', import.meta.url),
      [packageFolder, sample.modules, sample.data, 'sample.family'],
      { execArgv: [] },
    );
    onTestFinished(() => void engine.kill('SIGKILL'));
    const [text] = (await once(engine, 'message')) as [string];
    const pids = text.split(' ').slice(0, 2).map(Number);
    expect(pids.map(isAlive)).toEqual([true, true]);
    engine.kill('SIGKILL');
    await expect.poll(() => pids.map(isAlive), { timeout: 20_000 }).toEqual([false, false]);
    await expect.poll(() => sample.processes(), { timeout: 20_000 }).toEqual([]);
  });
});

describe('a host that cannot be started', () => {
  it('is said with the last words of Python', async () => {
    const python = path.join(sample.folder, 'broken-python');
    const real = await findPython(null);
    const script = `#!/bin/sh\ncase "$1" in -c) exec ${real.executable} "$@" | sed 's|"executable": "[^"]*"|"executable": "${python}"|'; exit;; esac\necho "no module named json" >&2\nexit 3\n`;
    writeFileSync(python, script);
    chmodSync(python, 0o755);
    await expect(sample.open({ python })).rejects.toMatchObject({
      code: 'runtime-failed',
      message: expect.stringContaining('broken-python'),
      details: 'It ended with exit code 3.\nno module named json',
    });
  });

  it('for lack of the runtime package says where that should be', async () => {
    await expect(sample.open({ packageFolder: sample.folder })).rejects.toMatchObject({
      code: 'runtime-failed',
      details: expect.stringContaining(sample.folder),
    });
  });
});
