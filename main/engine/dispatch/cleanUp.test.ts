import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { createTinyRuntime, failedWith, openTestApplication, runsUntilEnded } from './testing/index.ts';
import type { TestApplication, TinyRuntime, TinyWorker } from './testing/index.ts';

let application: TestApplication;
let runtime: TinyRuntime;
let room: Dispatch;

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(async () => {
  await room.close();
  application.close();
  application.remove();
});

const history = () => application.context.history;
const states = () =>
  Object.fromEntries(
    history()
      .all<{ name: string; state: string }>('SELECT job_name AS name, state FROM job_run ORDER BY key')
      .map(({ name, state }) => [name, state]),
  );
function start(...jobs: TestJob[]): string {
  const run = planTestRun(application.context, jobs);
  room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  return run;
}
const untilEnded = (run: string) =>
  application.until(
    () => history().get<{ state: string }>('SELECT state FROM run WHERE id = ?', [run])?.state !== 'active',
  );

/** Everything that can become of a job beside success. */
const ends: [string, TinyWorker, string][] = [
  ['raises', () => failedWith('no'), 'failed'],
  [
    'dies',
    () => ({ kind: 'died', exitCode: null, signal: 'SIGKILL', message: '', droppedOutputBytes: 0 }),
    'failed',
  ],
  ['takes too long', () => ({ kind: 'timed-out', droppedOutputBytes: 0 }), 'timed-out'],
  ['is cancelled', () => ({ kind: 'cancelled', droppedOutputBytes: 0 }), 'cancelled'],
  ['ends its worker', () => ({ kind: 'lost', message: 'gone', workerEnded: 'alone' }), 'failed'],
  [
    'cannot be handed over',
    () => {
      throw new TypeError('not a JSON value');
    },
    'failed',
  ],
];

describe('when a job', () => {
  it.each(ends)(
    '%s, clean-up jobs and post services run, each once all they wait for has ended',
    async (_what, worker, state) => {
      runtime.workers['a.worker'] = worker;
      const run = start(
        { jobName: 'a' },
        { jobName: 'b', dependsOn: ['a'] },
        { jobName: 'clean', dependsOn: ['a', 'b'], onDependencyFailure: 'run' },
        { jobName: 'afterClean', dependsOn: ['clean'] },
        { jobName: 'slow', priority: -5 },
        { jobName: 'store', group: 'post', dependsOn: ['b'] },
        { jobName: 'remove', group: 'post', dependsOn: ['store'] },
        { jobName: 'strict', group: 'post', dependsOn: ['b'], onDependencyFailure: 'skip' },
      );
      await untilEnded(run);
      expect(states()).toEqual({
        a: state,
        b: 'skipped',
        clean: 'succeeded',
        afterClean: 'succeeded',
        slow: 'succeeded',
        store: 'succeeded',
        remove: 'succeeded',
        strict: 'skipped',
      });
      expect(runtime.trace.slice(-2)).toEqual(['> store', '> remove']);
    },
  );

  it('before the services fails, post services run, and of the services only what names it', async () => {
    runtime.workers['anonymizer.worker'] = () => failedWith('no');
    const run = start(
      { jobName: 'anonymizer', group: 'pre' },
      { jobName: 'a' },
      { jobName: 'clean', dependsOn: ['a', 'anonymizer'], onDependencyFailure: 'run' },
      { jobName: 'mail', dependsOn: ['a'], onDependencyFailure: 'run' },
      { jobName: 'remove', group: 'post' },
    );
    await untilEnded(run);
    expect(states()).toEqual({
      anonymizer: 'failed',
      a: 'skipped',
      clean: 'succeeded',
      mail: 'skipped',
      remove: 'succeeded',
    });
  });

  it('waits to be tried again, what waits for its end waits as well', async () => {
    let tries = 0;
    runtime.workers['a.worker'] = () => {
      tries += 1;
      return failedWith('no');
    };
    runtime.workers['clean.worker'] = () => {
      expect(tries).toBe(3);
    };
    const run = start(
      { jobName: 'a', retries: { times: 2, delay: 0.02 } },
      { jobName: 'clean', dependsOn: ['a'], onDependencyFailure: 'run' },
      { jobName: 'remove', group: 'post' },
    );
    await untilEnded(run);
    expect(states()).toEqual({ a: 'failed', clean: 'succeeded', remove: 'succeeded' });
  });

  it('is cancelled by hand while it runs, post services still run', async () => {
    runtime.workers['a.worker'] = runsUntilEnded;
    const run = start(
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'remove', group: 'post' },
    );
    await application.until(() => states()['a'] === 'running');
    const id = history().get<{ id: string }>("SELECT id FROM job_run WHERE job_name = 'a'")?.id ?? '';
    await room.control.cancel({ choice: { jobRuns: [id] }, from: 'window', withCleanUp: false });
    await untilEnded(run);
    expect(states()).toEqual({ a: 'cancelled', b: 'skipped', remove: 'succeeded' });
  });
});
