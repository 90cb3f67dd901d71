import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templatesFolder } from '../../platform/index.ts';
import { runFolders } from '../context/index.ts';
import { getJobRun } from '../history/index.ts';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { createLocalRuntime } from '../runtimes/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { renewLeases } from './leases.ts';
import { recordEnd } from './recordEnd.ts';
import { openTestApplication } from './testing/index.ts';
import type { TestApplication } from './testing/index.ts';

/** Workers by job name. `first()` is true in the first attempt of a job of a run. */
const prelude = `
import os, signal, subprocess, sys, time
def first(name):
    try:
        os.close(os.open(name + '.begun', os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False
def leave_daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            with open('daemon.pid', 'w') as file: file.write(str(os.getpid()))
            time.sleep(600)
        os._exit(0)
    while not os.path.exists('daemon.pid') or not open('daemon.pid').read(): time.sleep(0.01)
`;
const workers: Record<string, string> = {
  stopper: `def worker(**_):
    if first('stopper'):
        leave_daemon()
        with open('/proc/%d/stat' % os.getppid()) as status: keeper = int(status.read().rpartition(')')[2].split()[1])
        os.kill(keeper, signal.SIGSTOP)
        os.kill(os.getppid(), signal.SIGSTOP)
        time.sleep(600)
    return 'second'`,
  neighbour: `def worker(**_):
    if first('neighbour'): time.sleep(600)
    return 'mine'`,
  slow: `def worker(**_):
    print('begun', flush=True)
    while not os.path.exists('go'): time.sleep(0.02)
    return 'done'`,
  poison: `def worker(params, **_):
    print('about to end the worker', flush=True)
    os.kill(os.getppid(), getattr(signal, params['signal']))
    time.sleep(600)`,
  quick: `def worker(**_): return 1`,
};

let application: TestApplication;
let runtime: Runtime;
let room: Dispatch;

beforeEach(async () => {
  application = openTestApplication();
  const { context } = application;
  context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
  for (const [name, source] of Object.entries(workers)) {
    const folder = path.join(context.folders.modules, name);
    mkdirSync(folder);
    writeFileSync(path.join(folder, '__init__.py'), `${prelude}\n${source}\n`);
  }
  application.options.leaseSeconds = 2;
  runtime = await createLocalRuntime({
    packageFolder: path.join(templatesFolder(), 'python'),
    python: null,
    slots: 2,
    heartbeatMs: 250,
    log: context.log,
  });
});
afterEach(async () => {
  await room.close();
  await runtime.close();
  application.close();
  application.remove();
});

function plan(...jobs: TestJob[]): string {
  const id = planTestRun(application.context, jobs);
  room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  return id;
}
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
const leaseOf = (name: string) =>
  application.context.history.get<{ until: number }>(
    'SELECT lease_until AS "until" FROM job_run WHERE job_name = ?',
    [name],
  )?.until ?? 0;

describe.skipIf(process.platform !== 'linux')('a lease', () => {
  it('that a worker which is stopped with its keeper cannot renew gives its jobs back; what they started is ended, even daemons', async () => {
    const run = plan({ jobName: 'stopper' }, { jobName: 'neighbour' });
    await untilEnded(run);
    for (const name of ['stopper', 'neighbour']) {
      expect(outcomes(name)).toEqual(['interrupted', 'succeeded']);
      // Which of the two is heard of first is the system's choice: the silence, or the end that follows it.
      expect(job(name).attemptList[0]?.problem).toMatch(
        /did not answer any more|runtime ended under the job/,
      );
    }
    expect([job('stopper').result, job('neighbour').result]).toEqual(['second', 'mine']);
    const { data } = runFolders(application.context.folders, run);
    const daemon = readFileSync(path.join(data, 'daemon.pid'), 'utf8');
    expect(
      existsSync(`/proc/${daemon}`) && !readFileSync(`/proc/${daemon}/stat`, 'utf8').includes(') Z'),
    ).toBe(false);
  });

  it('is renewed for as long as worker and engine live, however long the job takes', async () => {
    const run = plan({ jobName: 'slow' });
    await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
    const first = leaseOf('slow');
    await expect.poll(() => leaseOf('slow'), { timeout: 60_000 }).toBeGreaterThan(first + 2500);
    writeFileSync(path.join(runFolders(application.context.folders, run).data, 'go'), '');
    await untilEnded(run);
    expect(outcomes('slow')).toEqual(['succeeded']);
  });

  it('is not lost because the engine itself was stopped or asleep', async () => {
    const run = plan({ jobName: 'slow' });
    await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
    const before = leaseOf('slow');
    await expect.poll(() => leaseOf('slow'), { timeout: 60_000 }).toBeGreaterThan(before);
    writeFileSync(path.join(runFolders(application.context.folders, run).data, 'go'), '');
    await untilEnded(run);
    expect(outcomes('slow')).toEqual(['succeeded']);
  });

  it('is renewed by the row, not by a walk through the history', () => {
    room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
    const steps = application.context.history.explain(renewLeases, { until: 1, keys: '[1]' }).join('\n');
    expect(steps).toMatch(/SEARCH job_run USING (INTEGER PRIMARY KEY|COVERING INDEX job_run_by_state)/);
  });
});

it('an answer of an attempt that was given up is never recorded: another one runs', async () => {
  const run = plan({ jobName: 'slow' });
  await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
  const { context } = application;
  const { history } = context;
  const { key, id } = history.get<{ key: number; id: string }>('SELECT key, id FROM job_run')!;
  // The attempt that runs becomes the second one.
  history.run(
    "INSERT INTO attempt (job_run_key, number, outcome, started_at) VALUES (?, 0, 'interrupted', 1)",
    [key],
  );
  const late = (number: number) =>
    history.write(() =>
      recordEnd(
        context,
        {
          key,
          id,
          runId: run,
          jobName: 'slow',
          number,
          startedAt: 1,
          timeoutMs: 1000,
          end: { kind: 'succeeded', result: 'late', resultIsRepr: false, droppedOutputBytes: 0 },
          logBytes: 0,
          logProblem: null,
          progress: null,
          found: { files: [], input: [] },
          testimony: null,
        },
        () => undefined,
      ),
    );
  late(0);
  expect(job('slow')).toMatchObject({ state: 'running', result: null });
  writeFileSync(path.join(runFolders(context.folders, run).data, 'go'), '');
  await untilEnded(run);
  late(1);
  expect(job('slow')).toMatchObject({ state: 'succeeded', result: 'done' });
});

describe.skipIf(process.platform === 'win32')('a job that ends its worker', () => {
  it.each(['SIGKILL', 'SIGTERM'])(
    'twice is not run again by itself: it says why, and its run goes on (%s)',
    async (signal) => {
      const run = plan(
        { jobName: 'poison', params: { signal }, retries: { times: 5, delay: 0 } },
        { jobName: 'quick', group: 'post' },
      );
      await untilEnded(run);
      expect(outcomes('poison')).toEqual(['interrupted', 'interrupted']);
      expect(job('poison')).toMatchObject({
        state: 'failed',
        reason: { code: 'ended-worker', message: expect.stringContaining('ended its worker twice') },
        error: { type: 'WorkerEnded' },
      });
      expect(job('quick').state).toBe('succeeded');
    },
  );

  it('is told apart from those that only ran beside it, and these get their outcome', async () => {
    const run = plan(
      { jobName: 'poison', params: { signal: 'SIGKILL' } },
      { jobName: 'slow' },
      { jobName: 'quick', dependsOn: ['slow'] },
    );
    // It cannot end before it is alone there: what both have in common until then is blamed on neither.
    await application.until(() => outcomes('poison').length === 3 || job('poison').state === 'failed');
    writeFileSync(path.join(runFolders(application.context.folders, run).data, 'go'), '');
    await untilEnded(run);
    expect(job('poison')).toMatchObject({ state: 'failed', reason: { code: 'ended-worker' } });
    expect([job('slow').state, job('quick').state]).toEqual(['succeeded', 'succeeded']);
  });
});
