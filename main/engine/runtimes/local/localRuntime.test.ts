import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../contract/index.ts';
import { templatesFolder } from '../../../platform/index.ts';
import { silentLogger } from '../../context/index.ts';
import type { JobOutcome, JobRequest, Runtime } from '../runtime.ts';
import { findPython, pythonCandidates } from './findPython.ts';
import { createLocalRuntime } from './localRuntime.ts';

const workers = `
import os, signal, subprocess, sys, time
def answer(jobName, headers, params, added_params):
    print('to stdout'); print('to stderr', file=sys.stderr)
    return {'jobName': jobName, 'params': params, 'added': added_params, 'headers': headers, 'cwd': os.getcwd(),
            'data': os.environ['DATA'], 'module': os.environ['MODULE'], 'modules': os.environ['MODULES']}
def raises(**kwargs): raise ValueError('bad thing')
def leaves(**kwargs): sys.exit(3)
def killed(**kwargs): os.kill(os.getpid(), signal.SIGKILL)
def crashes(**kwargs): os.abort()
def sleep(**kwargs): time.sleep(600)
def floods(**kwargs):
    for _ in range(1000): sys.stdout.write('x' * 100000)
    return 'done'
def leaves_child(**kwargs):
    child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)
    return child.pid
def progresses(**kwargs):
    from dcm_processor_runtime import progress
    progress(40, 'half way')
    return None
def tagged(jobName, **kwargs):
    for _ in range(50): print(jobName, flush=True); time.sleep(0.002)
`;
const callbacks = `
import os, signal, time
def yes(jobName, headers, params, added_params): print('looked'); return True, {'seen': headers['id']}
def no(**kwargs): return False
def raises(**kwargs): raise KeyError('Modality')
def nonsense(**kwargs): return (1, 2, 3)
def never(**kwargs): time.sleep(600)
def dies(**kwargs): os.kill(os.getpid(), signal.SIGKILL)
`;

let folder: string;
let runtime: Runtime;
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'runtime-'));
  for (const [part, source] of [
    ['modules', workers],
    ['registry', callbacks],
  ] as const) {
    mkdirSync(path.join(folder, part, 'sample'), { recursive: true });
    writeFileSync(path.join(folder, part, 'sample', '__init__.py'), source);
  }
  mkdirSync(path.join(folder, 'data'));
  runtime = await open();
});
afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true, force: true });
});

const packageFolder = path.join(templatesFolder(), 'python');
const open = () => createLocalRuntime({ packageFolder, python: null, slots: 2, log: silentLogger });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Runs a worker function; the observer's words are collected. */
function run(
  worker: string,
  more: {
    request?: Partial<JobRequest>;
    signal?: AbortSignal;
    started?: (pid: number) => void;
    on?: Runtime;
  } = {},
) {
  const said = { stdout: '', stderr: '' };
  const progress: { percent: number; message: string }[] = [];
  const id = `job${(count += 1)}`;
  const outcome: Promise<JobOutcome> = (more.on ?? runtime).run(
    {
      id: `${id}:1`,
      jobRunId: id,
      channel: 'default',
      worker: `sample.${worker}`,
      arguments: { jobName: id, headers: { id: 'p' }, params: { a: 1 }, added_params: { other: { b: 2 } } },
      modulesFolder: path.join(folder, 'modules'),
      dataFolder: path.join(folder, 'data'),
      variables: { DATA: path.join(folder, 'data') },
      timeoutMs: 60_000,
      logLimitBytes: 1_048_576,
      ...more.request,
    },
    {
      started: ({ pid }) => more.started?.(pid),
      output: ({ stream, text }) => {
        said[stream] += text;
      },
      progress: (update) => progress.push(update),
    },
    more.signal ?? new AbortController().signal,
  );
  return { id, outcome, said, progress };
}

describe('a job', () => {
  it('is called as the original calls it, and its streams are kept apart', async () => {
    const job = run('answer');
    const data = path.join(folder, 'data');
    expect(await job.outcome).toEqual({
      kind: 'succeeded',
      resultIsRepr: false,
      droppedOutputBytes: 0,
      result: {
        jobName: job.id,
        params: { a: 1 },
        added: { other: { b: 2 } },
        headers: { id: 'p' },
        cwd: data,
        data,
        module: path.join(folder, 'modules'),
        modules: path.join(folder, 'modules'),
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
    await expect.poll(() => isAlive(Number(outcome.result))).toBe(false);
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
});

describe('a planning session', () => {
  const ask = async (names: string[], callbackTimeoutMs = 30_000) => {
    const session = await runtime.openPlanning(
      {
        registryFolder: path.join(folder, 'registry'),
        headers: { id: 'p' },
        variables: {},
        callbackTimeoutMs,
      },
      new AbortController().signal,
    );
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

  it('that is closed under a question answers it', async () => {
    const abort = new AbortController();
    const session = await runtime.openPlanning(
      {
        registryFolder: path.join(folder, 'registry'),
        headers: {},
        variables: {},
        callbackTimeoutMs: 60_000,
      },
      abort.signal,
    );
    const answer = session.ask({ jobName: 'n', callback: 'sample.never', params: null, addedParams: {} });
    abort.abort();
    expect(await answer).toMatchObject({ kind: 'failed', cause: 'died' });
    await session.close();
  });
});

describe('the Python host', () => {
  // Only /proc tells here which process is the host.
  it.skipIf(process.platform !== 'linux')('that is killed loses its job, not the next one', async () => {
    const own = await open();
    let jobPid = 0;
    const job = run('sleep', {
      on: own,
      started: (pid) => {
        jobPid = pid;
        // The host is the parent of the job.
        const parent = Number(/\) \w (\d+)/.exec(readStat(pid))?.[1]);
        process.kill(parent, 'SIGKILL');
      },
    });
    expect(await job.outcome).toMatchObject({ kind: 'lost' });
    await expect.poll(() => isAlive(jobPid)).toBe(false);
    expect(await run('answer', { on: own }).outcome).toMatchObject({ kind: 'succeeded' });
    await own.close();
  });

  it('leaves no job behind when it is closed', async () => {
    const own = await open();
    let pid = 0;
    const begun = new Promise<void>((resolve) => {
      const job = run('sleep', {
        on: own,
        started: (of) => {
          pid = of;
          resolve();
        },
      });
      job.outcome.catch(() => undefined);
    });
    await begun;
    await own.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('ends with an engine that is killed, its jobs included', async () => {
    const engine = fork(
      new URL('./fixtures/ownAndWait.ts', import.meta.url),
      [packageFolder, path.join(folder, 'modules'), path.join(folder, 'data')],
      { execArgv: [] },
    );
    const [{ pid }] = (await once(engine, 'message')) as [{ pid: number }];
    expect(isAlive(pid)).toBe(true);
    engine.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });
});

describe('finding a Python', () => {
  it('tries the launcher first on Windows, and only the chosen one where one is chosen', () => {
    const commands = (...given: Parameters<typeof pythonCandidates>) =>
      pythonCandidates(...given).map((one) => [one.command, ...one.arguments].join(' '));
    expect(commands(null, 'win32', {})).toEqual(['py -3', 'python3', 'python']);
    expect(commands(null, 'linux', {})).toEqual(['python3', 'python']);
    expect(commands(null, 'linux', { DCM_PROCESSOR_PYTHON: '/p' })).toEqual(['/p']);
    expect(commands('/mine', 'linux', { DCM_PROCESSOR_PYTHON: '/p' })).toEqual(['/mine']);
  });

  it.each([
    ['is not there', null, 'there is no such program'],
    ['is no Python', '#!/bin/sh\necho hello\n', 'it did not answer as a Python does'],
    ['says nothing', '#!/bin/sh\nexit 0\n', 'it did not answer as a Python does'],
    ['fails', '#!/bin/sh\necho broken >&2\nexit 9\n', 'broken'],
    [
      'is too old',
      '#!/bin/sh\nprintf \'{"executable": "/p", "version": [2, 7, 18]}\'\n',
      'it is Python 2.7.18; 3.6 or newer is needed',
    ],
  ])('says why one that %s will not do', async (_what, script, expected) => {
    const file = path.join(folder, `python${(count += 1)}`);
    if (script !== null) {
      writeFileSync(file, script);
      chmodSync(file, 0o755);
    }
    await expect(findPython(file)).rejects.toMatchObject({
      code: 'python-not-found',
      details: expect.stringContaining(expected),
    });
  });
});

function readStat(pid: number): string {
  return readFileSync(`/proc/${pid}/stat`, 'utf8');
}
