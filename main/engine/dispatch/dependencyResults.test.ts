import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { dependenciesOf, dependencyResults } from './dependencyResults.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { createTinyRuntime, failedWith, openTestApplication } from './testing/index.ts';
import type { TestApplication, TinyRuntime } from './testing/index.ts';

let application: TestApplication;
let runtime: TinyRuntime;
let room: Dispatch | undefined;

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(async () => {
  await room?.close();
  application.close();
  application.remove();
});

/** Runs jobs to their end and returns what each was told of its dependencies. */
async function run(...jobs: TestJob[]) {
  const { history } = application.context;
  const id = planTestRun(application.context, jobs);
  room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  await application.until(
    () => history.get<{ state: string }>('SELECT state FROM run WHERE id = ?', [id])?.state !== 'active',
  );
  return Object.fromEntries(
    runtime.requests.map((request) => [request.arguments.jobName, request.dependencyResults]),
  );
}
const returning = (result: object) => () =>
  ({ kind: 'succeeded', result: { ...result }, resultIsRepr: false, droppedOutputBytes: 0 }) as const;

describe('what a job is told of those before it', () => {
  it('is what they returned and wrote; one that depends on nothing is told of nobody', async () => {
    runtime.workers['a.worker'] = (request) => {
      mkdirSync(path.join(request.dataFolder, 'out'));
      writeFileSync(path.join(request.dataFolder, 'out', 'mask.nii'), 'x');
      return returning({ volume: 12.5 })();
    };
    const told = await run({ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }, { jobName: 'other' });
    expect(told).toEqual({
      a: {},
      other: {},
      b: {
        a: {
          state: 'succeeded',
          result: { volume: 12.5 },
          result_is_repr: false,
          error: null,
          reason: null,
          files: ['out/mask.nii'],
          left_out: false,
        },
      },
    });
  });

  it('tells a clean-up job and a post service also of what failed, and of what never ran', async () => {
    runtime.workers['a.worker'] = () => failedWith('bad image');
    const told = await run(
      { jobName: 'a' },
      { jobName: 'b', dependsOn: ['a'] },
      { jobName: 'clean', dependsOn: ['a', 'b'], onDependencyFailure: 'run' },
      { jobName: 'store', group: 'post' },
    );
    expect(told['clean']).toMatchObject({
      a: { state: 'failed', result: null, error: 'bad image' },
      b: { state: 'skipped', reason: '"b" needs "a", which failed.' },
    });
    expect(Object.keys(told['store'] ?? {}).sort()).toEqual(['a', 'b', 'clean']);
  });

  it('is the outcome of the last attempt, never of one before', async () => {
    let tries = 0;
    runtime.workers['a.worker'] = () => (++tries === 1 ? failedWith('first') : returning({ tries })());
    const told = await run(
      { jobName: 'a', retries: { times: 1, delay: 0 } },
      { jobName: 'b', dependsOn: ['a'] },
    );
    expect(told['b']).toMatchObject({ a: { state: 'succeeded', result: { tries: 2 }, error: null } });
  });

  it('says what it leaves out, in place of filling the memory, when there is too much of it', async () => {
    const large = 'x'.repeat(7 * 1024 * 1024);
    for (const name of ['a', 'b', 'c']) runtime.workers[`${name}.worker`] = returning({ name, large });
    const told = await run(...['a', 'b', 'c'].map((jobName) => ({ jobName })), {
      jobName: 'store',
      group: 'post',
    });
    expect(told['store']).toMatchObject({
      a: { result: { name: 'a' }, left_out: false },
      b: { result: { name: 'b' }, left_out: false },
      c: { state: 'succeeded', result: null, files: [], left_out: true },
    });
  });

  it('is never of another run', async () => {
    let count = 0;
    runtime.workers['a.worker'] = () => returning({ run: ++count })();
    const jobs = [{ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }];
    planTestRun(application.context, jobs);
    await run(...jobs);
    const told = runtime.requests
      .filter(({ arguments: { jobName } }) => jobName === 'b')
      .map((request) => request.dependencyResults?.['a']);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
  });

  it('is by study or series where the one before ran once for each', async () => {
    const id = planTestRun(application.context, [
      { jobName: 'part' },
      { jobName: 'part2' },
      { jobName: 'whole', dependsOn: ['part', 'part2'] },
    ]);
    const { history } = application.context;
    history.run(
      `UPDATE job_run SET state = 'succeeded', job_name = 'part', entity_level = 'series', entity_id = job_name,
      result = '{"of":"' || job_name || '"}' WHERE run_id = ? AND job_name LIKE 'part%'`,
      [id],
    );
    const whole = history.get<{ key: number }>("SELECT key FROM job_run WHERE job_name = 'whole'")!;
    expect(dependencyResults(history, whole.key, ['part'])).toMatchObject({
      part: { part: { result: { of: 'part' } }, part2: { result: { of: 'part2' } } },
    });
    history.run("UPDATE job_run SET entity_level = 'series', entity_id = 'part' WHERE job_name = 'whole'");
    history.run("DELETE FROM job_edge WHERE from_key = (SELECT key FROM job_run WHERE entity_id = 'part2')");
    expect(dependencyResults(history, whole.key, ['part'])).toMatchObject({
      part: { state: 'succeeded', result: { of: 'part' } },
    });
  });

  it('is found by indexes, however long the history is', () => {
    const plan = application.context.history.explain(dependenciesOf, { key: 1, names: '[]' }).join('\n');
    expect(plan).toContain('job_run_by_run');
    expect(plan).not.toMatch(/SCAN (mine|other|skipped|job_edge)/);
  });
});
