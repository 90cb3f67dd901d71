import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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

describe('a job that asks for resources', () => {
  const seen = `
import os
try:
    import resource
except ImportError:
    resource = None
def worker(**kwargs):
    names = ("OMP_NUM_THREADS", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS", "CUDA_VISIBLE_DEVICES")
    told = {name: os.environ.get(name) for name in names}
    told["memory"] = resource is not None and resource.getrlimit(resource.RLIMIT_DATA)[0]
    return told
`;
  it('is held to them in every run beside the history', async () => {
    await test.install('needy', {
      module: seen,
      jobs: { needy: { resources: { cpu: 2, memory: '512M', gpu: 0 } } },
    });
    const run = await test.process({ PatientID: 'R1', StudyInstanceUID: '1.2.77' });
    const told = await resultOf(run, 'needy');
    const limit = process.platform === 'linux' ? { memory: 512 * 1024 ** 2 } : {};
    expect(told).toMatchObject({ OMP_NUM_THREADS: '2', CUDA_VISIBLE_DEVICES: '', ...limit });
    const id = jobRun(run, 'needy');
    const again = await ended((await test.ask('scratch.again', { jobRun: id })).id);
    const scratched = await scratch({ service: 'needy', run: run.id });
    for (const made of [again, scratched]) expect(made.jobs).toMatchObject([{ result: told }]);
    const golden = await test.ask('golden.add', { jobRun: id });
    const task = await test.ask('golden.check', { application: test.application, cases: [golden.id] });
    await test.finished(task.id);
    const [checked] = await test.ask('golden.list', { application: test.application });
    expect(checked?.lastCheck).toMatchObject({ outcome: 'same' });
    const { memory: _memory, ...variables } = told as Record<string, unknown>;
    expect((await test.ask('workbench.open', { jobRun: id })).variables).toMatchObject(variables);
    const shell = await test.ask('services.environment', { application: test.application, name: 'needy' });
    expect(shell.variables).toMatchObject(variables);

    const go = path.join(test.folder('go'), 'go');
    await test.install('hold', {
      module:
        'import os, time\ndef worker(params, **kwargs):\n    open(params["go"][:-2] + "begun", "w").close()\n    while not os.path.exists(params["go"]):\n        time.sleep(0.05)\n',
      jobs: { hold: { resources: { cpu: 2 }, params: { go } } },
    });
    const { application } = test;
    const holding = await test.ask('scratch.start', { application, service: 'hold', run: run.id });
    const stateOf = async (id: string) => test.ask('tasks.get', { application, task: id });
    const begun = path.join(test.folder('go'), 'begun');
    await expect.poll(() => existsSync(begun), { timeout: 60_000 }).toBe(true);
    const waiting = await test.ask('golden.check', { application, cases: [golden.id] });
    const why = 'It waits for 2 free places in "local", which runs 2 jobs at once.';
    await expect
      .poll(() => stateOf(waiting.id), { timeout: 60_000 })
      .toMatchObject({ state: 'running', problem: why });
    await test.ask('tasks.cancel', { application, task: waiting.id });
    expect(await stateOf(waiting.id)).toMatchObject({ state: 'cancelled', problem: null });
    const next = await test.ask('golden.check', { application, cases: [golden.id] });
    await expect.poll(() => stateOf(next.id), { timeout: 60_000 }).toMatchObject({ problem: why });
    const behind = await test.ask('scratch.start', { application, service: 'needy', run: run.id });
    const before = 'It waits until the scratch runs and exports through services before it have ended.';
    expect(await stateOf(behind.id)).toMatchObject({ state: 'running', problem: before });
    const last = await test.ask('golden.check', { application, cases: [golden.id] });
    expect(await stateOf(last.id)).toMatchObject({
      problem: 'It waits until the checks before it have ended.',
    });
    writeFileSync(go, '');
    for (const { id: one } of [behind, last])
      expect(await test.finished(one)).toMatchObject({ state: 'succeeded', problem: null });
    expect(await ended(holding.id)).toMatchObject({ state: 'succeeded' });
    expect(await test.finished(next.id)).toMatchObject({ state: 'succeeded', failed: 0, problem: null });
    await remove('needy', 'hold');
  });
});

describe('an input that a job rewrote in place', () => {
  const anonymize = `
import os
def worker(headers, **kwargs):
    for folder, _, names in os.walk(headers["dcmpath"]):
        for name in names:
            with open(os.path.join(folder, name), "wb") as stream:
                stream.write(b"pseudonymised")
`;
  const read = `
import os
def worker(headers, **kwargs):
    found = set()
    for folder, _, names in os.walk(headers["dcmpath"]):
        for name in names:
            with open(os.path.join(folder, name), "rb") as stream:
                found.add("pseudonymised" if stream.read() == b"pseudonymised" else "original")
    return sorted(found)
`;
  const inputOf = (folder: string) =>
    readdirSync(path.join(folder, 'dicom'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.dcm'))
      .map((name) => path.join(folder, 'dicom', name));
  let run: RunDetail;

  beforeAll(async () => {
    await test.install('early', { module: read, jobs: { early: {} } });
    await test.install('anonymizer', { module: anonymize, jobs: { anonymizer: { dependsOn: 'early' } } });
    await test.install('reader', { module: read, jobs: { reader: { dependsOn: 'anonymizer' } } });
    run = await test.process({ PatientID: 'A1', StudyInstanceUID: '1.2.99' });
  });

  it('is what jobs behind it get wherever they run again, and those before it get the originals', async () => {
    expect(await resultOf(run, 'early')).toEqual(['original']);
    expect(await resultOf(run, 'reader')).toEqual(['pseudonymised']);
    for (const name of ['early', 'reader']) {
      const result = await resultOf(run, name);
      const jobRunId = jobRun(run, name);
      expect(await test.ask('scratch.check_again', { jobRun: jobRunId })).toMatchObject({ missing: [] });
      const again = await ended((await test.ask('scratch.again', { jobRun: jobRunId })).id);
      const scratched = await scratch({ service: name, run: run.id });
      for (const made of [again, scratched]) {
        expect(made.jobs).toMatchObject([{ result, comparison: { same: true } }]);
      }
      const { dataFolder } = await test.ask('workbench.open', { jobRun: jobRunId });
      const isOriginal = inputOf(dataFolder).map((file) => readFileSync(file, 'utf8') !== 'pseudonymised');
      expect(isOriginal).toEqual([name === 'early', name === 'early']);
      const golden = await test.ask('golden.add', { jobRun: jobRunId });
      const task = await test.ask('golden.check', { application: test.application, cases: [golden.id] });
      await test.finished(task.id);
      const cases = await test.ask('golden.list', { application: test.application });
      expect(cases.find(({ id }) => id === golden.id)?.lastCheck).toMatchObject({ outcome: 'same' });
    }
  });

  it('is not replaced by the originals: on the study a service is refused that never saw these', async () => {
    const study = run.studies[0]!.id;
    const start = (service: string) =>
      test.ask('scratch.start', { application: test.application, service, study });
    await expect(start('reader')).rejects.toMatchObject({
      code: 'not-repeatable',
      message: `In run ${run.number} the input was changed before "reader" got it; the archive holds the originals.`,
    });
    expect((await ended((await start('early')).id)).jobs).toMatchObject([{ result: ['original'] }]);
  });

  it('is not replaced by the originals in an export either; a service that changed it itself gets these', async () => {
    const study = run.studies[0]!.id;
    const asked = (service: string, use: (folder: string) => void) =>
      test.opened.scratch.lend(
        {
          id: service,
          service,
          study,
          series: test.opened.context.history
            .all<{ key: number }>(
              'SELECT series.key FROM series JOIN study ON study.key = study_key WHERE study.id = ?',
              [study],
            )
            .map(({ key }) => key),
          signal: new AbortController().signal,
          onWaiting: () => undefined,
        },
        async (folder) => use(folder),
      );
    let lent = 0;
    await expect(asked('reader', () => (lent += 1))).rejects.toMatchObject({
      code: 'not-repeatable',
      message: `In run ${run.number} "anonymizer" changed the input before "reader" got it; the archive holds the originals, which it may not be made for.`,
    });
    expect(lent).toBe(0);
    const before = (folder: string) => inputOf(folder).map((file) => readFileSync(file, 'utf8'));
    await asked(
      'early',
      (folder) => (lent += Number(before(folder).every((text) => text !== 'pseudonymised'))),
    );
    await asked(
      'anonymizer',
      (folder) => (lent += Number(before(folder).every((text) => text === 'pseudonymised'))),
    );
    expect(lent).toBe(2);
  });

  it('is missing where the folder of the run does not hold it any more', async () => {
    const [first] = inputOf(run.dataFolder);
    writeFileSync(first!, 'written by somebody');
    const lost =
      '"anonymizer" had changed the input in the folder of the run, and what it made of it is not there any more. The archive holds the originals.';
    const reader = jobRun(run, 'reader');
    expect((await test.ask('scratch.check_again', { jobRun: reader })).missing).toEqual([lost]);
    const refused = { code: 'not-repeatable', message: lost };
    const { application } = test;
    await expect(test.ask('scratch.again', { jobRun: reader, anyway: true })).rejects.toMatchObject(refused);
    await expect(test.ask('golden.add', { jobRun: reader })).rejects.toMatchObject(refused);
    await expect(
      test.ask('scratch.start', { application, service: 'reader', run: run.id }),
    ).rejects.toMatchObject(refused);
    const bench = await test.ask('workbench.open', { jobRun: reader, fresh: true });
    expect(bench.differences).toContain(lost);
    expect(existsSync(path.join(bench.dataFolder, 'dicom'))).toBe(false);
    const early = await ended((await test.ask('scratch.again', { jobRun: jobRun(run, 'early') })).id);
    expect(early.jobs).toMatchObject([{ result: ['original'] }]);
  });
});
