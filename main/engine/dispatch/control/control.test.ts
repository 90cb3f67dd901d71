import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject, Reason } from '../../../../contract/index.ts';
import { runFolders } from '../../context/index.ts';
import { createDelivery } from '../../delivery/index.ts';
import type { Delivery } from '../../delivery/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import type { TestJob } from '../../planning/testing/index.ts';
import { createDispatch } from '../index.ts';
import type { Dispatch } from '../index.ts';
import { createTinyRuntime, failedWith, openTestApplication, runsUntilEnded } from '../testing/index.ts';
import type { TestApplication, TinyRuntime } from '../testing/index.ts';
import { openByChannel } from './channels.ts';
import { conditionsOf } from './choice.ts';
import { countBefore } from './whyWaiting.ts';

let application: TestApplication;
let runtime: TinyRuntime;
let dispatch: Dispatch;
let delivery: Delivery;
let rooms: { close(): Promise<void> }[];

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

function open(): void {
  delivery = createDelivery(application.context);
  dispatch = createDispatch(application.context, { runtime, onRunEnded: (run) => delivery.runEnded(run) });
  rooms.push(dispatch, delivery);
}
/** Forgets the rooms without closing them, as a kill would; the history is opened anew. */
function kill(): void {
  rooms = [];
  runtime = createTinyRuntime();
  application.reopen();
}
function plan(jobs: TestJob[], addedParams: JsonObject = {}): string {
  return planTestRun(application.context, jobs, addedParams);
}

interface JobRow {
  key: number;
  id: string;
  run_id: string;
  job_name: string;
  state: string;
  reason: string | null;
  error: string | null;
  result: string | null;
  attempts: number;
}
const all = <Row>(sql: string, ...parameters: string[]) =>
  application.context.history.all<Row>(sql, parameters);
const jobRuns = () => all<JobRow>('SELECT * FROM job_run ORDER BY key');
const jobRun = (name: string) => jobRuns().find((row) => row.job_name === name)!;
const states = () => Object.fromEntries(jobRuns().map((row) => [row.job_name, row.state]));
const reasonOf = (name: string) => (JSON.parse(jobRun(name).reason!) as Reason).message;
const runState = (run: string) => all<{ state: string }>('SELECT state FROM run WHERE id = ?', run)[0]?.state;
const untilState = (name: string, state: string) => application.until(() => jobRun(name).state === state);
const untilEnded = (run: string) => application.until(() => runState(run) !== 'active');
const untilDelivered = (run: string) =>
  expect
    .poll(() => all<{ at: number | null }>('SELECT delivered_at AS at FROM run WHERE id = ?', run)[0]?.at, {
      timeout: 60_000,
    })
    .not.toBeNull();
const cancel = (choice: Parameters<Dispatch['control']['cancel']>[0]['choice'], withCleanUp = false) =>
  dispatch.control.cancel({ choice, from: 'window', withCleanUp });
const requeue = (choice: Parameters<Dispatch['control']['requeue']>[0]['choice'], below = false) =>
  dispatch.control.requeue({ choice, from: 'command-line', below });

describe('a cancel', () => {
  it('ends waiting, queued and running ones of a run, tells which, and leaves the clean-up to run', async () => {
    runtime = createTinyRuntime(1);
    runtime.workers['a.worker'] = runsUntilEnded;
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
    expect(runtime.trace).toEqual(['> a', '> clean']);
    expect(runState(run)).toBe('failed');
    expect(all('SELECT message FROM intervention')).toEqual([
      { message: 'Cancelled from the window: "a", "b", "c".' },
    ]);
  });

  it('of one job run skips what needs it, saying who cancelled it, and nothing else', async () => {
    runtime.workers['a.worker'] = runsUntilEnded;
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
    runtime.workers['a.worker'] = () =>
      new Promise((resolve) => {
        release = () => resolve(failedWith('SIGTERM'));
      });
    const run = plan([{ jobName: 'a' }, { jobName: 'b' }]);
    open();
    await application.until(() => jobRun('a').state === 'running' && jobRun('b').state === 'succeeded');
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
    runtime.workers['a.worker'] = () =>
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
    runtime.workers['a.worker'] = () => new Promise(() => {});
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    open();
    await untilState('a', 'running');
    await cancel({ jobRuns: [jobRun('a').id] });
    kill();
    open();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'cancelled', b: 'skipped' });
    expect(runtime.trace).toEqual([]);
  });

  it('of many that a kill cut off is gone on with before anything is claimed', async () => {
    for (let n = 0; n < 3; n += 1) plan([{ jobName: `a${n}` }]);
    const { history } = application.context;
    const request = { kind: 'cancel', choice: { service: 's' }, withCleanUp: false };
    history.run("INSERT INTO control_request (request, asked_from, last_key) VALUES (?, 'window', 2)", [
      JSON.stringify(request),
    ]);
    open();
    await application.until(() => jobRuns().every(({ state }) => state !== 'queued' && state !== 'running'));
    expect(states()).toEqual({ a0: 'cancelled', a1: 'cancelled', a2: 'succeeded' });
    expect(all('SELECT * FROM control_request')).toEqual([]);
  });

  it('of a service takes its open ones in all runs; a second one takes the clean-up that runs as well', async () => {
    runtime = createTinyRuntime(1);
    runtime.workers['a.worker'] = runsUntilEnded;
    runtime.workers['clean.worker'] = runsUntilEnded;
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
    runtime.environmentList = [];
    open();
    const { history } = application.context;
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
    runtime.environmentList = [];
    open();
    await expect(cancel({ jobRuns: [jobRun('a').id, 'nobody'] })).rejects.toThrow(
      'There is no job run nobody',
    );
    await expect(cancel({ runs: ['none'] })).rejects.toThrow('There is no run none');
    await expect(requeue({ runs: ['none'] })).rejects.toThrow('There is no run none');
    expect(states()).toEqual({ a: 'queued' });
    expect(await cancel({ service: 'unheard-of' })).toMatchObject({ cancelled: 0, runs: 0 });
  });
});

describe('a requeue', () => {
  it('is another attempt: what was skipped runs after it, and what the former attempts left stays', async () => {
    let tries = 0;
    runtime.workers['a.worker'] = ({ dataFolder }) => {
      tries += 1;
      writeFileSync(path.join(dataFolder, `try${tries}.txt`), 'x');
      return tries === 1 ? failedWith('bad image') : undefined;
    };
    const run = plan([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(await requeue({ runs: [run] })).toEqual({
      requeued: 1,
      alongside: 1,
      refused: 0,
      refusals: [],
      notes: [],
      runs: 1,
    });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', b: 'succeeded', clean: 'succeeded' });
    expect(runState(run)).toBe('succeeded');
    expect(runtime.trace).toEqual(['> a', '> clean', '> a', '> b']);
    expect(
      all(
        'SELECT number, outcome, attempt.error FROM attempt JOIN job_run ON key = job_run_key WHERE job_name = ?',
        'a',
      ),
    ).toMatchObject([
      { number: 1, outcome: 'failed', error: expect.stringContaining('bad image') },
      { number: 2, outcome: 'succeeded', error: null },
    ]);
    expect(jobRun('a')).toMatchObject({ error: null, reason: null, attempts: 2 });
    expect(all('SELECT path FROM result_file ORDER BY path')).toEqual([
      { path: 'try1.txt' },
      { path: 'try2.txt' },
    ]);
    await untilDelivered(run);
  });

  it('from here down runs again what had succeeded, and keeps its former result by attempt', async () => {
    let tries = 0;
    runtime.workers['a.worker'] = () => {
      tries += 1;
      return { kind: 'succeeded', result: tries, resultIsRepr: false, droppedOutputBytes: 0 };
    };
    const run = plan([
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'beside' },
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await untilEnded(run);
    expect(await requeue({ jobRuns: [jobRun('a').id] }, true)).toMatchObject({ requeued: 1, alongside: 2 });
    await untilEnded(run);
    expect(runtime.trace.slice(4)).toEqual(['> a', '> b', '> clean']);
    expect(
      all('SELECT attempt.result FROM attempt JOIN job_run ON key = job_run_key WHERE job_name = ?', 'a'),
    ).toMatchObject([{ result: '1' }, { result: null }]);
    expect(jobRun('a').result).toBe('2');
  });

  it('while the run goes on has the clean-up wait for the new attempt too', async () => {
    const gates: (() => void)[] = [];
    const hold = () => new Promise<void>((resolve) => gates.push(resolve));
    runtime.workers['slow.worker'] = hold;
    runtime.workers['a.worker'] = () =>
      runtime.trace.filter((one) => one === '> a').length > 1 ? hold() : undefined;
    const run = plan([{ jobName: 'a' }, { jobName: 'slow' }, { jobName: 'clean', group: 'post' }]);
    open();
    await application.until(() => jobRun('a').state === 'succeeded' && jobRun('slow').state === 'running');
    expect(await requeue({ jobRuns: [jobRun('slow').id] })).toMatchObject({
      requeued: 0,
      refused: 1,
      refusals: [{ jobName: 'slow', message: '"slow" has not ended: it is running.' }],
    });
    await requeue({ jobRuns: [jobRun('a').id] });
    await untilState('a', 'running');
    gates[0]?.();
    await untilState('slow', 'succeeded');
    expect(jobRun('clean').state).toBe('waiting');
    gates[1]?.();
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', slow: 'succeeded', clean: 'succeeded' });
    expect(runtime.trace.filter((one) => one === '> clean')).toHaveLength(1);
  });

  it('counts interruptions and retries anew, and can cancel what was cancelled before', async () => {
    runtime.workers['a.worker'] = runsUntilEnded;
    const run = plan([{ jobName: 'a' }]);
    open();
    await untilState('a', 'running');
    await cancel({ runs: [run] });
    await untilEnded(run);
    expect(await requeue({ runs: [run] })).toMatchObject({ requeued: 1 });
    await untilState('a', 'running');
    await cancel({ runs: [run] });
    await untilEnded(run);
    expect(all('SELECT outcome FROM attempt')).toEqual([{ outcome: 'cancelled' }, { outcome: 'cancelled' }]);
    expect(all('SELECT counts_from FROM job_run')).toEqual([{ counts_from: 2 }]);
  });

  it('of one that pauses before it is tried again begins it now, its retries counted on', async () => {
    const run = plan([{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }]);
    application.context.history.run(
      "UPDATE job_run SET not_before = ?, counts_from = 1 WHERE state = 'queued'",
      [Date.now() + 3_600_000],
    );
    open();
    expect(await requeue({ jobRuns: [jobRun('a').id] })).toMatchObject({
      requeued: 1,
      alongside: 0,
      refused: 0,
    });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'succeeded', b: 'succeeded' });
  });

  it('after delivery tells what was deleted, and delivers once more', async () => {
    runtime.workers['a.worker'] = ({ dataFolder }) => writeFileSync(path.join(dataFolder, 'tmp'), 'x');
    runtime.workers['b.worker'] = () => failedWith('no');
    const run = plan([
      { jobName: 'a', injected: { deleted: 'tmp' } },
      { jobName: 'b', dependsOn: ['a'] },
    ]);
    const { data } = runFolders(application.context.folders, run);
    open();
    await untilEnded(run);
    await untilDelivered(run);
    expect(existsSync(path.join(data, 'tmp'))).toBe(false);
    const { notes } = await requeue({ runs: [run] });
    expect(notes).toEqual([
      expect.stringMatching(/^What "a" had marked as "deleted" was removed when run 1 ended, at 20\d\d-/),
    ]);
    await untilEnded(run);
    const again = await requeue({ jobRuns: [jobRun('a').id] }, true);
    expect(again).toMatchObject({ requeued: 1, alongside: 1, notes: [] });
    await untilEnded(run);
    await untilDelivered(run);
    expect(existsSync(path.join(data, 'tmp'))).toBe(false);
  });

  it('says so when the data of the run, or its input, is gone', async () => {
    runtime.workers['a.worker'] = () => failedWith('no');
    const run = plan([{ jobName: 'a' }]);
    const { data } = runFolders(application.context.folders, run);
    open();
    await untilEnded(run);
    application.context.history.run('UPDATE run SET instance_count = 3');
    const refusal = async () => (await requeue({ runs: [run] })).refusals[0]?.message;
    expect(await refusal()).toMatch(/^The input images of run 1 were removed at .* as one of its jobs asked/);
    rmSync(data, { recursive: true });
    expect(await refusal()).toMatch(/^The data of run 1 was removed at 20.*Process the data again/);
    mkdirSync(path.join(data, 'dicom', 'p'), { recursive: true });
    const removed = (part: string, doneAt: number | null) =>
      application.context.history.run(
        "INSERT INTO run_removed (run_id, part, at, bytes, message, done_at) VALUES (?, ?, 1, 9, 'It was old.', ?)",
        [run, part, doneAt],
      );
    removed('logs', null);
    expect(await refusal()).toMatch(/^Files of run 1 are being removed at this moment/);
    application.context.history.run('UPDATE run_removed SET done_at = 1');
    removed('results', 1);
    expect((await requeue({ runs: [run] })).notes).toEqual([
      expect.stringMatching(/^Files that jobs of run 1 had left were removed at 19.* It was old\. If/),
    ]);
    await untilEnded(run);
    removed('inputs', 1);
    expect(await refusal()).toMatch(
      /^The input images of run 1 were removed at 19.* It was old\. Process the data/,
    );
    expect(states()).toEqual({ a: 'failed' });
  });
});

describe('a pause', () => {
  it('of a channel starts nothing in it, also after a restart, and what runs goes on', async () => {
    runtime.workers['first.worker'] = runsUntilEnded;
    const run = plan([
      { jobName: 'first', channel: 'gpu' },
      { jobName: 'second', channel: 'gpu', dependsOn: ['other'] },
      { jobName: 'other' },
    ]);
    open();
    await untilState('first', 'running');
    dispatch.control.pause('gpu', 'window', []);
    await untilState('other', 'succeeded');
    expect(states()).toMatchObject({ first: 'running', second: 'queued' });
    expect(dispatch.control.whyWaiting(jobRun('second').id)).toMatchObject({
      code: 'paused',
      message: expect.stringMatching(/^Channel "gpu" is paused since \d\d:\d\d \(from the window\)\.$/),
    });
    kill();
    open();
    await untilState('first', 'queued');
    expect(dispatch.control.channels([]).channels).toMatchObject([{ channel: 'gpu', queued: 2, paused: {} }]);
    expect(dispatch.control.resume('gpu', []).channels[0]?.paused).toBeNull();
    await untilEnded(run);
    expect(states()).toMatchObject({ first: 'succeeded', second: 'succeeded' });
  });

  it('of the application starts nothing at all until it is resumed; pausing again keeps the first time', async () => {
    const run = plan([{ jobName: 'a' }]);
    open();
    await untilEnded(run);
    const { paused } = dispatch.control.pause(undefined, 'command-line', []);
    expect(dispatch.control.pause(undefined, 'window', []).paused).toEqual(paused);
    const later = plan([{ jobName: 'late' }]);
    dispatch.wake();
    expect(dispatch.control.whyWaiting(jobRun('late').id)?.message).toMatch(
      /^The application is paused since/,
    );
    expect(application.events.filter(({ name }) => name === 'channels.changed')).toHaveLength(1);
    dispatch.control.resume(undefined, []);
    await untilEnded(later);
  });

  it('of a channel that nobody knows is refused, naming those there are', () => {
    open();
    expect(() => dispatch.control.pause('gpuu', 'window', ['gpu'])).toThrow(/has the channel "gpuu"/);
    expect(() => dispatch.control.resume('gpuu', ['gpu'])).toThrow(/has the channel "gpuu"/);
    expect(dispatch.control.pause('gpu', 'window', ['gpu']).channels).toMatchObject([{ channel: 'gpu' }]);
  });
});

describe('why a job run waits', () => {
  it('is told: others, no free place with its position, no environment, a pause after a failure', async () => {
    runtime = createTinyRuntime(1);
    runtime.workers['a.worker'] = runsUntilEnded;
    plan([
      { jobName: 'a', priority: 9 },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'c' },
      { jobName: 'd', channel: 'else' },
      { jobName: 'e', priority: -5 },
    ]);
    open();
    await untilState('a', 'running');
    const why = (name: string) => dispatch.control.whyWaiting(jobRun(name).id);
    expect(why('a')).toBeNull();
    expect(why('b')).toEqual({ code: 'dependencies', message: 'It waits for "a".' });
    expect(why('c')?.message).toBe('No free place in "base", which runs 1 job at once; 0 before it.');
    expect(why('d')?.message).toMatch(/; 1 before it\.$/);
    expect(why('e')?.message).toMatch(/; 2 before it\.$/);
    application.context.history.run("UPDATE job_run SET not_before = ? WHERE job_name = 'e'", [
      Date.now() + 60_000,
    ]);
    expect(why('e')).toMatchObject({ code: 'retry', message: expect.stringMatching(/is tried again at/) });
    runtime.environmentList = [];
    expect(why('c')?.code).toBe('no-environment');
  });
});

describe('ten thousand job runs', () => {
  it('are cancelled and requeued in slices, and none of them begins meanwhile', async () => {
    runtime.environmentList = [];
    const { history } = application.context;
    const run = plan(Array.from({ length: 10 }, (_, n) => ({ jobName: `j${n}` })));
    history.write(() => {
      for (let n = 1; n < 1000; n += 1) {
        history.run(
          `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
             last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 1, 1, 1)`,
          [`arrival${n}`],
        );
        history.run(
          `INSERT INTO run (number, version, id, arrival_id, level, entity_id, patient_key, state, study_count,
             series_count, instance_count, created_at, headers, added_params)
           SELECT ?, ?, ?, ?, level, entity_id, patient_key, state, 1, 1, 0, 1, '{}', '{}' FROM run WHERE id = ?`,
          [n + 1, n + 1, `run${n}`, `arrival${n}`, run],
        );
        history.run(
          `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
             timeout_ms, state, open_dependencies, created_at)
           SELECT id || ?, ?, position, job_name, service, job_group, definition, channel, priority, timeout_ms, state,
             0, 1 FROM job_run WHERE run_id = ?`,
          [`-${n}`, `run${n}`, run],
        );
        mkdirSync(runFolders(application.context.folders, `run${n}`).data, { recursive: true });
      }
    });
    open();
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    try {
      const cancelled = cancel({ service: 's' });
      runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 2, description: '' }];
      dispatch.wake();
      expect(await cancelled).toMatchObject({ cancelled: 10_000, runs: 1000 });
      expect(turns).toBeGreaterThan(3);
      expect(runtime.trace).toEqual([]);
      runtime.environmentList = [];
      turns = 0;
      expect(await requeue({ service: 's', states: ['cancelled'] })).toMatchObject({
        requeued: 10_000,
        runs: 1000,
      });
      expect(turns).toBeGreaterThan(3);
    } finally {
      clearInterval(ticking);
    }
    expect(all('SELECT state, count(*) AS n FROM job_run GROUP BY state')).toEqual([
      { state: 'queued', n: 10_000 },
    ]);
  }, 60_000);

  it('of one run are cancelled in stretches from its end, and its clean-up runs once', async () => {
    runtime.environmentList = [];
    const jobs = Array.from({ length: 300 }, (_, n): TestJob[] => [
      { jobName: `first${n}` },
      { jobName: `second${n}`, dependsOn: [`first${n}`] },
    ]).flat();
    const run = plan([...jobs, { jobName: 'clean', group: 'post' }]);
    open();
    expect(await cancel({ runs: [run] })).toMatchObject({ cancelled: 600, skipped: 0, cleanUp: 1, runs: 1 });
    runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 2, description: '' }];
    dispatch.wake();
    await untilEnded(run);
    expect(runtime.trace).toEqual(['> clean']);
    runtime.environmentList = [];
    expect(await requeue({ runs: [run] })).toMatchObject({ requeued: 600, runs: 1 });
    expect(all('SELECT state, count(*) AS n FROM job_run GROUP BY state ORDER BY state')).toEqual([
      { state: 'queued', n: 300 },
      { state: 'succeeded', n: 1 },
      { state: 'waiting', n: 300 },
    ]);
  }, 60_000);

  it('of one run that a stop cut off between two parts are all requeued before anything begins', async () => {
    runtime.environmentList = [];
    const run = plan([
      ...Array.from({ length: 900 }, (_, n): TestJob => ({ jobName: `j${n}` })),
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await cancel({ runs: [run] }, true);
    const asked = requeue({ runs: [run] }).catch((error: unknown) => error);
    // What is asked for is written down, and its first parts are done, in the turn that asks and the next.
    await new Promise((resolve) => setImmediate(resolve));
    await dispatch.control.close();
    const count = (state: string) => jobRuns().filter((row) => row.state === state).length;
    const before = count('cancelled');
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(901);
    expect(await asked).toMatchObject({ code: 'cancelled' });
    kill();
    open();
    await untilEnded(run);
    expect(count('succeeded')).toBe(901);
    expect(runtime.trace.at(-1)).toBe('> clean');
    expect(runtime.trace).toHaveLength(901);
    expect(all('SELECT * FROM control_request')).toEqual([]);
    expect(
      all<{ message: string }>('SELECT message FROM intervention').filter(({ message }) =>
        message.startsWith('Requeued'),
      ).length,
    ).toBeGreaterThan(0);
  }, 60_000);

  it('that a filter finds are meant, and no others', async () => {
    runtime.workers['b.worker'] = () => failedWith('no slices');
    const runs = [plan([{ jobName: 'a' }, { jobName: 'b' }]), plan([{ jobName: 'b' }, { jobName: 'c' }])];
    open();
    for (const run of runs) await untilEnded(run);
    runtime.environmentList = [];
    expect(await requeue({ found: { text: 'no slices', jobName: 'b' } })).toMatchObject({
      requeued: 2,
      runs: 2,
    });
    expect(await cancel({ foundRuns: { jobName: 'c' } })).toMatchObject({ cancelled: 1, runs: 1 });
    expect(await cancel({ found: { channel: 'none' } })).toMatchObject({ cancelled: 0, runs: 0 });
    expect(jobRuns().map(({ job_name, state }) => `${job_name} ${state}`)).toEqual([
      'a succeeded',
      'b queued',
      'b cancelled',
      'c succeeded',
    ]);
  });

  it('are found by indexes', () => {
    const { history } = application.context;
    expect(history.explain(openByChannel).join('\n')).toMatch(/USING (COVERING )?INDEX job_run_queue/);
    expect(history.explain(countBefore, { channel: 'c', priority: 0, key: 1 }).join('\n')).toMatch(
      /USING (COVERING )?INDEX job_run_queue/,
    );
    const failed = conditionsOf({ service: 's' }, ['failed', 'timed-out'], 9);
    expect(
      history.explain(`SELECT run_id FROM job_run WHERE ${failed.sql}`, failed.parameters).join('\n'),
    ).toMatch(/USING INDEX job_run_by_state/);
  });
});
