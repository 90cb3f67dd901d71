import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, Reason } from '../../../contract/index.ts';
import { EngineError } from '../../../contract/index.ts';
import { attemptLogFile, runFolders } from '../context/index.ts';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { firstQueued, queuedChannels } from './claim.ts';
import { unfinishedOfRun, waitingDependents } from './followUp.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { createTinyRuntime, failedWith, openTestApplication, runsUntilEnded } from './testing/index.ts';
import type { TestApplication, TinyRuntime, TinyWorker } from './testing/index.ts';

let application: TestApplication;
let runtime: TinyRuntime;
let rooms: Dispatch[];
let endedRuns: string[];

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  rooms = [];
  endedRuns = [];
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
  const room = createDispatch(application.context, { runtime, onRunEnded: (run) => endedRuns.push(run) });
  rooms.push(room);
  return room;
}
/** Forgets a room without closing it, as a kill would; the history is opened anew. */
function kill(): void {
  rooms = [];
  runtime = createTinyRuntime(1);
  application.reopen();
}

const planRun = (jobs: TestJob[], addedParams: JsonObject = {}) =>
  planTestRun(application.context, jobs, addedParams);

interface JobRow {
  id: string;
  run_id: string;
  job_name: string;
  state: string;
  reason: string | null;
  error: string | null;
  result: string | null;
  attempts: number;
  percent: number | null;
  progress_message: string | null;
}
interface AttemptRow {
  job_run_key: number;
  number: number;
  outcome: string;
  orderly: number;
  environment: string;
  finished_at: number | null;
  log_bytes: number;
  dropped_log_bytes: number;
  problem: string | null;
}
const all = <Row>(sql: string, ...parameters: string[]) =>
  application.context.history.all<Row>(sql, parameters);
const jobRuns = () => all<JobRow>('SELECT * FROM job_run ORDER BY key');
const jobRun = (name: string) => jobRuns().find((row) => row.job_name === name)!;
const attempts = () => all<AttemptRow>('SELECT * FROM attempt ORDER BY job_run_key, number');
const states = () => Object.fromEntries(jobRuns().map((row) => [row.job_name, row.state]));
const runState = (run: string) => all<{ state: string }>('SELECT state FROM run WHERE id = ?', run)[0]?.state;
const untilEnded = (...wanted: string[]) =>
  application.until(() => wanted.every((run) => runState(run) !== 'active'));
const resultFiles = () =>
  all<{ path: string; job_name: string }>(
    'SELECT path, job_name FROM result_file JOIN job_run ON job_run.key = job_run_key ORDER BY path',
  ).map((row) => [row.path, row.job_name]);
const write = (request: { dataFolder: string }, relative: string, text = 'x') => {
  const file = path.join(request.dataFolder, relative);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};
/** A worker that holds until it is released. */
function held(): { worker: TinyWorker; begun: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    begun,
    release,
    worker: async () => {
      begin();
      await released;
    },
  };
}

describe('the queue', () => {
  it('runs greater priorities first, then in planning order, never more at once than there are slots', async () => {
    runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 1, description: '' }];
    const first = planRun([
      { jobName: 'a' },
      { jobName: 'low', priority: -20 },
      { jobName: 'b', channel: 'other' },
      { jobName: 'high', priority: 2.5, channel: 'other' },
    ]);
    const second = planRun([{ jobName: 'c' }, { jobName: 'highest', priority: 9 }]);
    open();
    await untilEnded(first, second);
    expect(runtime.trace).toEqual(['> highest', '> high', '> a', '> b', '> c', '> low']);
    expect(runtime.mostRunning).toBe(1);
  });

  it('hands jobs to the environment that names their channel, the rest to the one that serves all others', async () => {
    runtime.environmentList = [
      { name: 'gpu', channels: ['gpu', 'cuda'], slots: 1, description: '' },
      { name: 'base', channels: ['default', '*'], slots: 1, description: '' },
    ];
    const run = planRun([
      { jobName: 'a' },
      { jobName: 'b', channel: 'gpu' },
      { jobName: 'c', channel: 'cuda' },
      { jobName: 'd', channel: 'anything' },
    ]);
    open();
    await untilEnded(run);
    expect(attempts().map((row) => row.environment)).toEqual(['base', 'gpu', 'gpu', 'base']);
  });

  it('hands all jobs of a channel to the one environment in which the runtime runs them, where two name it', async () => {
    const named = { channels: ['gpu'], slots: 1, description: '' };
    runtime.environmentList = [
      { ...named, name: 'first' },
      { ...named, name: 'second' },
    ];
    const run = planRun([
      { jobName: 'a', channel: 'gpu' },
      { jobName: 'b', channel: 'gpu' },
    ]);
    open();
    await untilEnded(run);
    expect(attempts().map((row) => row.environment)).toEqual(['first', 'first']);
    expect(runtime.mostRunning).toBe(1);
  });

  it('leaves a job queued whose channel nobody serves at the moment', async () => {
    runtime.environmentList = [{ name: 'gpu', channels: ['gpu'], slots: 1, description: '' }];
    const run = planRun([{ jobName: 'a' }]);
    const room = open();
    expect(states()).toEqual({ a: 'queued' });
    runtime.environmentList = [{ name: 'base', channels: ['default'], slots: 1, description: '' }];
    room.wake();
    await untilEnded(run);
  });

  it('gives every job what it was planned with, under a request of its own', async () => {
    const run = planRun([{ jobName: 'a', params: { x: [1] }, timeoutMs: 5000 }, { jobName: 'b' }], {
      a: { path: 'out' },
    });
    open();
    await untilEnded(run);
    const { folders } = application.context;
    expect(runtime.requests[0]).toMatchObject({
      id: `${jobRun('a').id}:1`,
      jobRunId: jobRun('a').id,
      channel: 'default',
      worker: 'a.worker',
      arguments: {
        jobName: 'a',
        headers: { id: 'p' },
        params: { x: [1] },
        added_params: { a: { path: 'out' } },
      },
      modulesFolder: folders.modules,
      dataFolder: runFolders(folders, run).data,
      timeoutMs: 5000,
      logLimitBytes: 10_485_760,
    });
    expect(runtime.requests[1]?.arguments).toMatchObject({
      params: null,
      added_params: { a: { path: 'out' } },
    });
  });

  it('claims, releases and ends by indexes, however long the history is', () => {
    const { history } = application.context;
    const steps = [
      history.explain(firstQueued, ['default', 0, 4]),
      history.explain(queuedChannels),
      history.explain(waitingDependents, [1]),
      history.explain(`${unfinishedOfRun} LIMIT 1`, ['r']),
    ].map((lines) => lines.join('\n'));
    expect(steps[0]).toContain('job_run_queue');
    expect(steps[0]).not.toContain('TEMP B-TREE');
    expect(steps[1]?.match(/job_run USING (COVERING )?INDEX job_run_queue/g)).toHaveLength(2);
    expect(steps[2]).toMatch(/SEARCH job_edge USING PRIMARY KEY/);
    expect(steps[3]).toContain('job_run_open');
  });
});

describe('dependencies', () => {
  it('start in the order of the graph, and never before what they need', async () => {
    const run = planRun([
      { jobName: 'pre', group: 'pre' },
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'c', dependsOn: ['a', 'b'] },
      { jobName: 'post', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(runtime.trace).toEqual(['> pre', '> a', '> b', '> c', '> post']);
    expect(runState(run)).toBe('succeeded');
    expect(endedRuns).toEqual([run]);
  });

  it('that fail skip what needs their success, all the way down, but post jobs still run', async () => {
    runtime.workers['a.worker'] = () => failedWith('bad image');
    const run = planRun([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'c', dependsOn: ['b'] },
      { jobName: 'other' },
      { jobName: 'clean', group: 'post' },
      { jobName: 'store', group: 'post', dependsOn: ['c'], onDependencyFailure: 'skip' },
    ]);
    open();
    await untilEnded(run);
    expect(states()).toEqual({
      a: 'failed',
      b: 'skipped',
      c: 'skipped',
      other: 'succeeded',
      clean: 'succeeded',
      store: 'skipped',
    });
    expect(JSON.parse(jobRun('b').reason!) as Reason).toMatchObject({
      code: 'dependency-failed',
      message: '"b" needs "a", which failed.',
    });
    expect(JSON.parse(jobRun('c').reason!) as Reason).toMatchObject({
      message: '"c" needs "b", which did not run because "a" failed.',
    });
    expect(runtime.trace.at(-1)).toBe('> clean');
    expect(runState(run)).toBe('failed');
  });

  it('of a pre job that fails keep every service from running, and the post jobs clean up', async () => {
    runtime.workers['pre.worker'] = () => failedWith('no');
    const run = planRun([
      { jobName: 'pre', group: 'pre' },
      { jobName: 'a' },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(runtime.trace).toEqual(['> pre', '> clean']);
  });

  it('never mix two runs: a failure in one leaves the other alone', async () => {
    let count = 0;
    runtime.workers['a.worker'] = () => (count++ === 0 ? failedWith('first') : undefined);
    const jobs = [{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }];
    const [first, second] = [planRun(jobs), planRun(jobs)];
    open();
    await untilEnded(first, second);
    expect(jobRuns().map((row) => row.state)).toEqual(['failed', 'skipped', 'succeeded', 'succeeded']);
    expect([runState(first), runState(second)]).toEqual(['failed', 'succeeded']);
  });

  it('end a run as failed for which something could not be planned', async () => {
    const run = planRun([{ jobName: 'a' }]);
    application.context.history.run('UPDATE run SET planning_faults = 1');
    open();
    await untilEnded(run);
    expect(runState(run)).toBe('failed');
  });
});

describe('how a job ended', () => {
  it('keeps the return value, or that it is only a repr', async () => {
    runtime.workers['a.worker'] = () => ({
      kind: 'succeeded',
      result: { volume: 12.5 },
      resultIsRepr: false,
      droppedOutputBytes: 7,
    });
    runtime.workers['b.worker'] = () => ({
      kind: 'succeeded',
      result: '<object>',
      resultIsRepr: true,
      droppedOutputBytes: 0,
    });
    const run = planRun([{ jobName: 'a' }, { jobName: 'b' }]);
    open();
    await untilEnded(run);
    expect(all('SELECT result, result_is_repr FROM job_run ORDER BY key')).toEqual([
      { result: '{"volume":12.5}', result_is_repr: 0 },
      { result: '"<object>"', result_is_repr: 1 },
    ]);
    expect(attempts()[0]).toMatchObject({ outcome: 'succeeded', dropped_log_bytes: 7, problem: null });
  });

  it.each([
    ['raises', failedWith('bad'), 'failed', 'failed', 'bad'],
    [
      'exits',
      { kind: 'died', exitCode: 3, signal: null, message: '', droppedOutputBytes: 0 },
      'failed',
      'died',
      'sys.exit(3) before returning',
    ],
    [
      'is killed',
      { kind: 'died', exitCode: null, signal: 'SIGKILL', message: '', droppedOutputBytes: 0 },
      'failed',
      'died',
      'memory',
    ],
    [
      'crashes',
      { kind: 'died', exitCode: null, signal: 'SIGSEGV', message: '', droppedOutputBytes: 0 },
      'failed',
      'died',
      'SIGSEGV',
    ],
    ['takes too long', { kind: 'timed-out', droppedOutputBytes: 0 }, 'timed-out', 'timed-out', '1 h 30 min'],
    ['is cancelled', { kind: 'cancelled', droppedOutputBytes: 0 }, 'cancelled', 'cancelled', 'cancelled'],
  ] as const)('that %s is said in words', async (_what, outcome, state, attempt, words) => {
    runtime.workers['a.worker'] = () => outcome;
    const run = planRun([{ jobName: 'a', timeoutMs: 5_400_000 }, { jobName: 'b' }]);
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: state, b: 'succeeded' });
    expect(JSON.parse(jobRun('a').error!) as object).toMatchObject({
      message: expect.stringContaining(words),
    });
    expect(attempts()[0]).toMatchObject({ outcome: attempt, finished_at: expect.any(Number) });
    expect(runState(run)).toBe('failed');
  });

  it('as a fault of one request is that job’s failure and nobody else’s', async () => {
    runtime.workers['a.worker'] = () => {
      throw new TypeError('not a JSON value');
    };
    const run = planRun([{ jobName: 'a' }, { jobName: 'b' }]);
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'failed', b: 'succeeded' });
    expect(JSON.parse(jobRun('a').error!)).toMatchObject({
      traceback: expect.stringContaining('not a JSON value'),
    });
  });

  it('keeps the last progress it told, however fast it told it', async () => {
    runtime.workers['a.worker'] = (_request, observer) => {
      for (let percent = 0; percent <= 60; percent += 1)
        observer.progress({ percent, message: `slice ${percent}` });
      observer.progress({ percent: Number.NaN, message: 'x'.repeat(5000) });
      observer.progress({ percent: 400, message: 'almost' });
      return failedWith('then it broke');
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    expect(jobRun('a')).toMatchObject({ percent: 100, progress_message: 'almost' });
  });

  it('is seen while it goes on: progress reaches the history before the job ends', async () => {
    const hold = held();
    runtime.workers['a.worker'] = async (request, observer, signal) => {
      observer.progress({ percent: 40, message: 'half way' });
      await hold.worker(request, observer, signal);
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await application.until(() => jobRun('a').percent === 40);
    expect(jobRun('a')).toMatchObject({ state: 'running', progress_message: 'half way' });
    hold.release();
    await untilEnded(run);
  });
});

describe('the log of an attempt', () => {
  const logOf = (run: string, name: string, attempt = 1) =>
    attemptLogFile(runFolders(application.context.folders, run), jobRun(name).id, attempt);

  it('holds what the job printed as JSON lines in order, and is whole before the job has ended', async () => {
    runtime.workers['a.worker'] = (_request, observer) => {
      observer.output({ stream: 'stdout', text: 'one\n', at: 1 });
      observer.output({ stream: 'stdout', text: 'two\n', at: 2 });
      observer.output({ stream: 'stderr', text: 'three \u2028 "quoted"\n', at: 3 });
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    const text = readFileSync(logOf(run, 'a'), 'utf8');
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { at: 1, stream: 'stdout', text: 'one\ntwo\n' },
      { at: 3, stream: 'stderr', text: 'three \u2028 "quoted"\n' },
    ]);
    expect(attempts()[0]?.log_bytes).toBe(Buffer.byteLength(text));
    expect(application.events.findLast(({ name }) => name === 'log.grown')?.payload).toMatchObject({
      jobRun: jobRun('a').id,
      attempt: 1,
      bytes: Buffer.byteLength(text),
    });
  });

  it('is written while the job runs', async () => {
    const hold = held();
    runtime.workers['a.worker'] = async (request, observer, signal) => {
      observer.output({ stream: 'stdout', text: 'begun\n', at: 1 });
      await hold.worker(request, observer, signal);
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
    expect(readFileSync(logOf(run, 'a'), 'utf8')).toContain('begun');
    hold.release();
    await untilEnded(run);
  });

  it('of a job that prints nothing is no file', async () => {
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    expect(existsSync(logOf(run, 'a'))).toBe(false);
  });

  it('that cannot be written is said in the attempt, and the job goes on', async () => {
    runtime.workers['a.worker'] = (_request, observer) => {
      observer.output({ stream: 'stdout', text: 'lost\n', at: 1 });
    };
    const run = planRun([{ jobName: 'a' }]);
    const { logs } = runFolders(application.context.folders, run);
    rmSync(logs, { recursive: true });
    writeFileSync(logs, 'a file in place of the folder');
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded' });
    expect(attempts()[0]?.problem).toContain('The log could not be written');
  });
});

describe('result files', () => {
  it('are what a job left in the data folder, but not the input and nothing behind links that lead out', async () => {
    const input = 'dicom/p/s/00000000-00000000-00000000-00000000-00000000.dcm';
    const outside = path.join(application.context.folders.root, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'secret'), '');
    runtime.workers['a.worker'] = (request) => {
      write(request, input, 'anonymized in place');
      write(request, 'dicom/p/s/report.dcm');
      write(request, 'out/deep/result.nii.gz', '12345');
      symlinkSync(outside, path.join(request.dataFolder, 'linkOut'));
      symlinkSync(path.join(outside, 'secret'), path.join(request.dataFolder, 'fileOut'));
      symlinkSync('out/deep/result.nii.gz', path.join(request.dataFolder, 'latest'));
      symlinkSync('loop', path.join(request.dataFolder, 'loop'));
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    expect(resultFiles().map(([file]) => file)).toEqual([
      'dicom/p/s/report.dcm',
      'latest',
      'out/deep/result.nii.gz',
    ]);
    expect(all("SELECT size, modified_at > 0 AS dated FROM result_file WHERE path LIKE 'out%'")).toEqual([
      { size: 5, dated: 1 },
    ]);
  });

  it('belong to the job that ended first after they appeared', async () => {
    runtime.workers['a.worker'] = (request) => write(request, 'a.txt');
    runtime.workers['b.worker'] = (request) => write(request, 'b.txt');
    const run = planRun([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await untilEnded(run);
    expect(resultFiles()).toEqual([
      ['a.txt', 'a'],
      ['b.txt', 'b'],
    ]);
  });

  it('belong to the job whose callback promised them, also when another one that ran beside it ends first', async () => {
    const hold = held();
    runtime.workers['a.worker'] = async (request, observer, signal) => {
      write(request, 'nifti/a/x.nii');
      await hold.worker(request, observer, signal);
    };
    runtime.workers['b.worker'] = async (request) => {
      await hold.begun;
      write(request, 'nifti/b/x.nii');
      write(request, 'b.txt');
    };
    const run = planRun([
      { jobName: 'a', injected: { outputs: { s1: { nifti: { type: 'nifti', path: './nifti//a/x.nii' } } } } },
      { jobName: 'b', injected: { storage: [{ type: 'nifti', path: 'nifti/b' }], deleted: 'nifti/a' } },
    ]);
    open();
    await application.until(() => jobRun('b').state === 'succeeded');
    expect(resultFiles()).toEqual([
      ['b.txt', 'b'],
      ['nifti/b/x.nii', 'b'],
    ]);
    hold.release();
    await untilEnded(run);
    expect(resultFiles()).toContainEqual(['nifti/a/x.nii', 'a']);
  });

  it('that a later job changed keep their job, and those it removed are forgotten', async () => {
    runtime.workers['a.worker'] = (request) => {
      write(request, 'kept.txt', '1');
      write(request, 'removed.txt');
    };
    runtime.workers['b.worker'] = (request) => {
      write(request, 'kept.txt', '12345');
      rmSync(path.join(request.dataFolder, 'removed.txt'));
    };
    const run = planRun([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await untilEnded(run);
    expect(resultFiles()).toEqual([['kept.txt', 'a']]);
    expect(all('SELECT size FROM result_file')).toEqual([{ size: 5 }]);
  });

  it('of a failed job are recorded as well: they show how far it came', async () => {
    runtime.workers['a.worker'] = (request) => {
      write(request, 'half.txt');
      return failedWith('no');
    };
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    expect(resultFiles()).toEqual([['half.txt', 'a']]);
  });

  it('of a run whose folder somebody removed are none, and the job keeps its outcome', async () => {
    runtime.workers['a.worker'] = (request) => rmSync(request.dataFolder, { recursive: true });
    const run = planRun([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded' });
    expect(resultFiles()).toEqual([]);
  });
});

describe('an engine that ends', () => {
  it('by closing interrupts what runs, and the next one runs it again without holding it against the job', async () => {
    runtime.workers['a.worker'] = runsUntilEnded;
    const run = planRun([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    for (let start = 1; start <= 5; start += 1) {
      const room = open();
      expect(states()).toEqual({ a: 'running', b: 'waiting' });
      await room.close();
      expect(states()).toEqual({ a: 'queued', b: 'waiting' });
    }
    expect(attempts()).toHaveLength(5);
    expect(attempts().every((row) => row.outcome === 'interrupted' && row.orderly === 1)).toBe(true);
    runtime.workers = {};
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', b: 'succeeded' });
    expect(jobRun('a').attempts).toBe(6);
  });

  it('by closing keeps the outcome of a job that ended just then', async () => {
    runtime.workers['a.worker'] = (_request, _observer, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          resolve({ kind: 'succeeded', result: 42, resultIsRepr: false, droppedOutputBytes: 0 }),
        );
      });
    const run = planRun([{ jobName: 'a' }]);
    await open().close();
    expect(jobRun('a')).toMatchObject({ state: 'succeeded', result: '42' });
    expect(runState(run)).toBe('succeeded');
  });

  it('by a kill loses nothing: what ran is run again, with a log of its own', async () => {
    runtime.workers['a.worker'] = async (_request, observer) => {
      observer.output({ stream: 'stdout', text: 'first try\n', at: 1 });
      await new Promise(() => undefined);
    };
    const run = planRun([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
    kill();
    expect(states()).toEqual({ a: 'running', b: 'waiting' });
    open();
    await untilEnded(run);
    expect(attempts().map((row) => [row.number, row.outcome, row.log_bytes > 0])).toEqual([
      [1, 'interrupted', true],
      [2, 'succeeded', false],
      [1, 'succeeded', false],
    ]);
    expect(attempts()[0]?.problem).toBe('The engine ended while the job was running.');
  });

  it('again and again under the same job gives it up after five, says so, and ends what waits for it', async () => {
    const run = planRun([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'clean', group: 'post' },
    ]);
    for (let time = 1; time <= 5; time += 1) {
      runtime.workers['a.worker'] = () => new Promise(() => undefined);
      open();
      expect(jobRun('a')).toMatchObject({ state: 'running', attempts: time });
      kill();
    }
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'failed', b: 'skipped', clean: 'succeeded' });
    expect(JSON.parse(jobRun('a').error!)).toMatchObject({
      type: 'Interrupted',
      message: expect.stringContaining('5 times'),
    });
    expect(endedRuns).toEqual([run]);
  });
});

describe('a runtime', () => {
  it('that cannot be used at all costs no attempt; the job waits and runs when it can', async () => {
    const run = planRun([{ jobName: 'a' }]);
    const usable = runtime.run.bind(runtime);
    let tries = 0;
    runtime.run = () => {
      tries += 1;
      return Promise.reject(new EngineError('runtime-failed', 'There is no Python.'));
    };
    const room = open();
    await application.until(() => tries === 1 && jobRun('a').state === 'queued');
    expect(attempts()).toEqual([]);
    runtime.run = usable;
    room.wake();
    await untilEnded(run);
    expect(tries).toBe(1);
    expect(attempts()).toMatchObject([{ number: 1, outcome: 'succeeded' }]);
  });

  it('that offers no environment yet is waited for', async () => {
    runtime.broken = true;
    const run = planRun([{ jobName: 'a' }]);
    const room = open();
    expect(states()).toEqual({ a: 'queued' });
    runtime.broken = false;
    room.wake();
    await untilEnded(run);
  });
});

it('records an outcome although the history could not be written at first', async () => {
  const hold = held();
  runtime.workers['a.worker'] = hold.worker;
  const run = planRun([{ jobName: 'a' }]);
  const { history } = application.context;
  open();
  await hold.begun;
  const writeNow = history.write.bind(history);
  let failures = 0;
  const failed = new Promise<void>((resolve) => {
    history.write = () => {
      failures += 1;
      if (failures === 2) {
        history.write = writeNow;
        resolve();
      }
      throw new EngineError('database-failed');
    };
  });
  hold.release();
  await failed;
  await untilEnded(run);
  expect(states()).toEqual({ a: 'succeeded' });
  expect(readdirSync(application.context.folders.runs)).toEqual([run]);
});
