import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import type { RunDetail } from '../../../contract/index.ts';

/** Attempts of a job after which a person wanted another, done again. Real engine, real Python. */
let test: TestEngine;

beforeAll(async () => {
  test = await openTestEngine();
}, 60_000);
afterAll(() => test.close());

const jobRun = (run: RunDetail, name: string) => run.jobRuns.find((job) => job.jobName === name)!.id;
const resultOf = async (run: RunDetail, name: string) =>
  (await test.ask('job_runs.get', { jobRun: jobRun(run, name) })).result;

async function ended(id: string) {
  const task = await test.finished(id);
  if (task.state === 'failed') throw new Error(task.problem ?? '');
  return test.ask('scratch.get', { application: test.application, scratch: id });
}

describe('exactly this again, of an attempt after which a person wanted another', () => {
  const code = (version: string) => `
def worker(jobName, **kwargs):
    if jobName != "beside":
        open(jobName + ".txt", "w").close()
    return "${version}"
`;
  // Promised, a file is its job's even where another of the run ends between its writing and its job's end.
  const registry = `
def callback(jobName, **kwargs):
    return True, {"path": jobName + ".txt"}
`;
  const jobs = { first: {}, second: { dependsOn: 'first' }, beside: {} };

  it('has the code of that attempt, and is compared with what it returned', async () => {
    await test.install('versions', { registry, module: code('one'), jobs });
    const run = await test.process({ PatientID: 'attempts', StudyInstanceUID: '1.2.870' });
    await test.install('versions', { registry, module: code('two'), jobs });
    const id = jobRun(run, 'first');
    await test.ask('job_runs.requeue', {
      application: test.application,
      choice: { jobRuns: [id] },
      below: true,
    });
    for (const name of ['first', 'second']) {
      await expect.poll(() => resultOf(run, name), { timeout: 30_000 }).toBe('two');
    }
    const again = async (attempt?: number) => {
      const { jobs: ran } = await ended((await test.ask('scratch.again', { jobRun: id, attempt })).id);
      return ran[0];
    };
    const former = await again(1);
    // Its files were overwritten since: they cannot be compared.
    expect(former).toMatchObject({
      result: 'one',
      comparison: { result: [], state: null, files: [{ path: 'first.txt', change: 'unreadable' }] },
    });
    for (const last of [await again(), await again(2)]) {
      expect(last).toMatchObject({ result: 'two', comparison: { same: true } });
    }
    await expect(again(3)).rejects.toMatchObject({ code: 'not-found' });
    // What the second had of the first is gone; what was beside it may have been read.
    const check = (name: string, attempt: number) =>
      test.ask('scratch.check_again', { jobRun: jobRun(run, name), attempt });
    expect((await check('second', 1)).missing).toEqual([
      '"first" ran again since, and what it had left before is not kept.',
    ]);
    expect(await check('second', 2)).toEqual({ missing: [], differences: [] });
    expect((await check('beside', 1)).missing).toEqual([]);
  });
});
