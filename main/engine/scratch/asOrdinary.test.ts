import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import type { RouteInput, RunDetail, ScratchDetail } from '../../../contract/index.ts';

/** What jobs beside the history have, held against what the ordinary ones had. Real engine, real Python. */
let test: TestEngine;

beforeAll(async () => {
  test = await openTestEngine();
}, 60_000);
afterAll(() => test.close());

const jobRun = (run: RunDetail, name: string) => run.jobRuns.find((job) => job.jobName === name)!.id;
const resultOf = async (run: RunDetail, name: string) =>
  (await test.ask('job_runs.get', { jobRun: jobRun(run, name) })).result;
const remove = (...names: string[]) =>
  Promise.all(names.map((name) => test.ask('services.remove', { application: test.application, name })));

async function scratch(input: Omit<RouteInput<'scratch.start'>, 'application'>): Promise<ScratchDetail> {
  return ended((await test.ask('scratch.start', { application: test.application, ...input })).id);
}
async function ended(id: string): Promise<ScratchDetail> {
  const task = await test.finished(id);
  if (task.state === 'failed') throw new Error(task.problem ?? '');
  return test.ask('scratch.get', { application: test.application, scratch: id });
}

describe('jobs of single series', () => {
  const told = `
def worker(jobName, headers, added_params, dependency_results=None, **kwargs):
    if jobName == "each":
        open(headers["seriesIds"][0], "w").close()
    return {"told": dependency_results, "injected": added_params, "series": headers["seriesIds"]}
`;
  const inject = `
def callback(jobName, headers, **kwargs):
    series = headers["seriesIds"]
    return jobName != "declined", {"series": series, "path": series[0]} if jobName == "each" else {"series": series}
`;

  it('are told by series of what came before, and with what was injected for the same series', async () => {
    await test.install('before', {
      registry: inject,
      module: told,
      jobs: { parts: { grouping: 'series' }, whole: {} },
    });
    await test.install('per', {
      registry: inject,
      module: told,
      jobs: {
        each: { grouping: 'series', dependsOn: 'parts' },
        declined: { grouping: 'series' },
        next: { grouping: 'series', dependsOn: ['each', 'declined'], onDependencyFailure: 'run' },
        sum: { dependsOn: 'each' },
      },
    });
    const run = await test.process({ PatientID: 'S1', StudyInstanceUID: '1.2.88', series: 2 });
    expect(Object.keys((await resultOf(run, 'sum')) as object)).toEqual(['told', 'injected', 'series']);
    const made = await scratch({ service: 'per', run: run.id });
    const succeeded = made.jobs.filter(({ state }) => state === 'succeeded');
    expect(succeeded.map(({ jobName }) => jobName).sort()).toEqual(['each', 'each', 'next', 'next', 'sum']);
    for (const job of succeeded) {
      const ordinary = run.jobRuns.find(
        ({ jobName, entity }) => jobName === job.jobName && entity?.key === job.entity?.key,
      )!;
      const { result } = await test.ask('job_runs.get', { jobRun: ordinary.id });
      expect(job.result).toEqual(result);
    }
    await remove('before', 'per');
  });
});
