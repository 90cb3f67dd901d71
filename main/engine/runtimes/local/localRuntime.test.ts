import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../../contract/index.ts';
import type { Runtime } from '../runtime.ts';
import { createSample, isAlive } from './fixtures/sample.ts';
import type { Sample } from './fixtures/sample.ts';

let sample: Sample;
let runtime: Runtime;
const run = (...[worker, more]: [string, Parameters<Sample['run']>[2]?]) => sample.run(runtime, worker, more);

beforeAll(async () => {
  sample = createSample();
  runtime = await sample.open();
});
afterAll(async () => {
  await runtime.close();
  sample.remove();
});

describe('a job', () => {
  it('is called as the original calls it, and its streams are kept apart', async () => {
    const job = run('answer');
    expect(await job.outcome).toEqual({
      kind: 'succeeded',
      resultIsRepr: false,
      droppedOutputBytes: 0,
      result: {
        jobName: job.id,
        params: { a: 1 },
        added: { other: { b: 2 } },
        headers: { id: 'p' },
        cwd: sample.data,
        data: sample.data,
        module: sample.modules,
        modules: sample.modules,
      },
    });
    expect(job.said).toEqual({ stdout: 'to stdout\n', stderr: 'to stderr\n' });
  });

  it.each([
    ['raises', { kind: 'failed', error: { type: 'ValueError', message: 'bad thing' } }],
    ['leaves', { kind: 'died', exitCode: 3 }],
    ['killed', { kind: 'died', signal: 'SIGKILL' }],
    ['crashes', { kind: 'died', signal: 'SIGABRT' }],
    ['is_not_there', { kind: 'failed' }],
  ])('that %s has that outcome, and the next one is not harmed', async (worker, expected) => {
    expect(await run(worker).outcome).toMatchObject(expected);
    expect(await run('answer').outcome).toMatchObject({ kind: 'succeeded' });
  });

  it('sees the variables that all share, unless its own request says otherwise, and no other for that', async () => {
    const shared = { LOGS: '/shared', REGISTRY: '/registry', PYTHONPATH: '/elsewhere' };
    const own = await sample.open({ variables: shared });
    onTestFinished(() => own.close());
    const seen = async (variables: Record<string, string>) =>
      await sample.run(own, 'seen', { request: { variables: { DATA: sample.data, ...variables } } }).outcome;
    const changed = await seen({ LOGS: '/mine' });
    expect(changed).toMatchObject({ result: { LOGS: '/mine', REGISTRY: '/registry' } });
    const next = await seen({});
    expect(next).toMatchObject({ result: { LOGS: '/shared', REGISTRY: '/registry' } });
    // What the runtime itself needs is not for them to replace.
    expect(next).toMatchObject({
      result: { PYTHONPATH: expect.not.stringContaining('/elsewhere') as string },
    });
  });

  it('that prints 100 MB keeps its limit and tells how much was dropped', async () => {
    const job = run('floods');
    expect(await job.outcome).toEqual({
      kind: 'succeeded',
      result: 'done',
      resultIsRepr: false,
      droppedOutputBytes: 100_000_000 - 1_048_576,
    });
    expect(job.said.stdout).toHaveLength(1_048_576);
  });

  it('does not leave processes behind, even one with a session of its own', async () => {
    const outcome = await run('leaves_child').outcome;
    if (outcome.kind !== 'succeeded') throw new Error(`The job ended as ${outcome.kind}.`);
    expect(isAlive(Number(outcome.result))).toBe(false);
  });

  it('is really ended at its time limit, and when it is cancelled', async () => {
    const pids: number[] = [];
    const started = (pid: number) => pids.push(pid);
    expect(await run('sleep', { request: { timeoutMs: 300 }, started }).outcome).toMatchObject({
      kind: 'timed-out',
    });
    const abort = new AbortController();
    const cancelled = run('sleep', { signal: abort.signal, started: (pid) => (started(pid), abort.abort()) });
    expect(await cancelled.outcome).toMatchObject({ kind: 'cancelled' });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it('that was cancelled before it began does not run', async () => {
    expect(await run('answer', { signal: AbortSignal.abort() }).outcome).toMatchObject({ kind: 'cancelled' });
  });

  it('tells its progress', async () => {
    const job = run('progresses');
    await job.outcome;
    expect(job.progress).toEqual([{ percent: 40, message: 'half way' }]);
  });

  it('keeps its output to itself while another one runs', async () => {
    const jobs = [run('tagged'), run('tagged')];
    await Promise.all(jobs.map((job) => job.outcome));
    for (const { id, said } of jobs) expect(said.stdout).toBe(`${id}\n`.repeat(50));
  });

  it('is given up when who observes it fails, and the failure is told', async () => {
    let pid = 0;
    const job = run('family', {
      started: (of) => (pid = of),
      output: () => {
        throw new Error('the log is full');
      },
    });
    await expect(job.outcome).rejects.toThrow('the log is full');
    expect(isAlive(pid)).toBe(false);
  });

  it('sees nothing of the engine’s own environment', async () => {
    process.env['ENGINE_SECRET'] = 'secret';
    const own = await sample.open();
    delete process.env['ENGINE_SECRET'];
    const outcome = await sample.run(own, 'environment').outcome;
    await own.close();
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      result: expect.arrayContaining(['PATH', 'DATA', 'MODULE']),
    });
    expect(outcome).not.toMatchObject({ result: expect.arrayContaining(['ENGINE_SECRET']) });
  });

  it('of a channel that no environment serves is refused', async () => {
    const own = await sample.open({ channels: ['gpu'] });
    await expect(sample.run(own, 'noop').outcome).rejects.toMatchObject({
      code: 'runtime-failed',
      message: expect.stringContaining('"default"'),
    });
    const served = sample.run(own, 'noop', { request: { channel: 'gpu' } });
    expect(await served.outcome).toMatchObject({ kind: 'succeeded' });
    await own.close();
  });
});

describe('a planning session', () => {
  const ask = async (names: string[], callbackTimeoutMs = 30_000) => {
    const session = await sample.openPlanning(runtime, { callbackTimeoutMs });
    try {
      const answers = [];
      const addedParams: JsonObject = {};
      for (const name of names) {
        answers.push(
          await session.ask({ jobName: name, callback: `sample.${name}`, params: null, addedParams }),
        );
      }
      return answers;
    } finally {
      await session.close();
    }
  };

  it('survives every way in which a callback can go wrong, and goes on with the next', async () => {
    const answers = await ask(['yes', 'raises', 'nonsense', 'dies', 'missing', 'no', 'yes']);
    expect(answers).toMatchObject([
      { kind: 'accepted', injected: { seen: 'p' }, output: 'looked\n' },
      { kind: 'failed', cause: 'raised', message: expect.stringContaining('Modality') },
      { kind: 'failed', cause: 'invalid-answer' },
      { kind: 'failed', cause: 'died' },
      { kind: 'failed', cause: 'not-found' },
      { kind: 'declined' },
      { kind: 'accepted' },
    ]);
  });

  it('ends a callback that never answers', async () => {
    expect(await ask(['never', 'yes'], 300)).toMatchObject([
      { kind: 'failed', cause: 'timed-out' },
      { kind: 'accepted' },
    ]);
  });

  it('answers questions asked at once one after the other', async () => {
    const session = await sample.openPlanning(runtime);
    const question = { params: null, addedParams: {} };
    const answers = await Promise.all([
      session.ask({ ...question, jobName: 'a', callback: 'sample.yes' }),
      session.ask({ ...question, jobName: 'b', callback: 'sample.no' }),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'declined']);
    await Promise.all([session.close(), session.close()]);
    expect(await session.ask({ ...question, jobName: 'c', callback: 'sample.yes' })).toMatchObject({
      kind: 'failed',
      cause: 'died',
    });
  });

  it('that is closed under a question answers it', async () => {
    const abort = new AbortController();
    const session = await sample.openPlanning(runtime, { signal: abort.signal });
    const answer = session.ask({ jobName: 'n', callback: 'sample.never', params: null, addedParams: {} });
    abort.abort();
    expect(await answer).toMatchObject({ kind: 'failed', cause: 'died' });
    await session.close();
  });

  it('that is aborted before it is open is not opened', async () => {
    await expect(sample.openPlanning(runtime, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('outlives its host', async () => {
    const own = await sample.open();
    const session = await sample.openPlanning(own);
    const question = { jobName: 'a', params: null, addedParams: {} };
    expect(await session.ask({ ...question, callback: 'sample.kills_host' })).toMatchObject({
      cause: 'died',
    });
    expect(await session.ask({ ...question, callback: 'sample.yes' })).toMatchObject({ kind: 'accepted' });
    await session.close();
    await own.close();
  });
});
