import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import { lockChanges } from './index.ts';

/** What a card says of the results of real jobs. One engine for all: starting Python is what takes time. */
let test: TestEngine;
beforeAll(async () => {
  test = await openTestEngine();
}, 60_000);
afterAll(() => test.close());

const report = 'def worker(params, **kwargs):\n    return {"threshold": params["threshold"]}\n';
const card = (jobRun: string) => test.ask('provenance.get', { jobRun });
const cardOf = async (study: Parameters<TestEngine['process']>[0]) =>
  card((await test.process(study)).jobRuns[0]!.id);

describe('the provenance card of a result', () => {
  it('says what ran on what, with what, and stays so after a restart, an edit and a lost folder', async () => {
    await test.install('report', {
      registry: 'def callback(**kwargs):\n    return True, {"outputs": {"path": "a.json"}}\n',
      module: report,
      jobs: { report: { params: { threshold: 3 } } },
    });
    const [installed] = await test.ask('services.list', { application: test.application });
    const run = await test.process();
    const id = run.jobRuns[0]!.id;
    const first = await card(id);
    expect(first).toMatchObject({
      run: run.id,
      jobName: 'report',
      state: 'succeeded',
      code: {
        service: 'report',
        worker: 'report.worker',
        version: installed!.contentHash,
        plannedVersion: installed!.contentHash,
        kept: true,
        number: 1,
        origin: test.folder('report'),
      },
      environment: { name: 'local', runtime: 'local', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      params: { threshold: 3 },
      injected: { report: { outputs: { path: 'a.json' } } },
      input: { instanceCount: 2 },
      attempts: [{ number: 1, outcome: 'succeeded' }],
      problems: [],
    });
    expect(first.environment.lock?.python).toMatch(/^3\.\d+\.\d+/);
    expect(first.input.series).toMatchObject([
      {
        StudyInstanceUID: '1.2.3',
        SeriesInstanceUID: '1.2.3.1',
        instances: [{ SOPInstanceUID: '1.2.3.1.1' }, { SOPInstanceUID: '1.2.3.1.2' }],
      },
    ]);
    const archived = test.opened.context.history.all<{ hash: string }>(
      'SELECT lower(hex(content_hash)) AS hash FROM instance ORDER BY SOPInstanceUID',
    );
    expect(first.input.series[0]?.instances.map((one) => one.contentHash)).toEqual(
      archived.map((one) => one.hash),
    );

    await test.install('report', { module: 'def worker(**kwargs):\n    return None\n' });
    rmSync(run.folder, { recursive: true, force: true });
    await test.restart();
    expect(await card(id)).toEqual(first);
  });

  it('has the code that ran, not the code that was installed: an edit in place changes the version', async () => {
    await test.install('report', { module: report, jobs: { report: { params: { threshold: 1 } } } });
    const before = await test.process({ PatientID: 'edited', StudyInstanceUID: '1.2.4' });
    const file = path.join(test.opened.context.folders.modules, 'report', '__init__.py');
    writeFileSync(file, `${report}# edited\n`);
    const after = await test.process({ PatientID: 'edited', StudyInstanceUID: '1.2.5' });
    const [one, other] = [await card(before.jobRuns[0]!.id), await card(after.jobRuns[0]!.id)];
    expect(other.code.version).not.toBe(one.code.version);
    expect(other.code.kept).toBe(true);
  });

  it('is kept of each attempt whose result is, when a person wants another', async () => {
    await test.install('report', { module: 'def worker(**kwargs):\n    return "first"\n' });
    const { jobRuns } = await test.process({ PatientID: 'again', StudyInstanceUID: '1.2.41' });
    const jobRun = jobRuns[0]!.id;
    const first = await card(jobRun);
    expect(first).toMatchObject({ attempt: 1, cards: [1] });
    await test.install('report', { module: 'def worker(**kwargs):\n    return "second"\n' });
    await test.ask('job_runs.requeue', { application: test.application, choice: { jobRuns: [jobRun] } });
    const ended = async () => (await test.ask('job_runs.get', { jobRun })).result;
    await expect.poll(ended, { timeout: 30_000 }).toBe('second');
    const second = await card(jobRun);
    expect(second).toMatchObject({ attempt: 2, cards: [1, 2] });
    expect(second.code.version).not.toBe(first.code.version);
    // What is still to be had of the first says what it came from.
    expect((await test.ask('job_runs.get', { jobRun })).attemptList[0]?.result).toBe('first');
    expect(await test.ask('provenance.get', { jobRun, attempt: 1 })).toEqual({
      ...first,
      cards: [1, 2],
      attempts: second.attempts,
      queuedAt: second.queuedAt,
    });
    await expect(test.ask('provenance.get', { jobRun, attempt: 3 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is there of a job that failed, and is not made up for one that never ran', async () => {
    await test.install('report', {
      module: 'def worker(jobName, **kwargs):\n    raise ValueError("no")\n',
      jobs: { report: {}, after: { dependsOn: 'report' } },
    });
    const run = await test.process({ PatientID: 'failed', StudyInstanceUID: '1.2.6' });
    expect(run.jobRuns.map((job) => job.state)).toEqual(['failed', 'skipped']);
    expect(await card(run.jobRuns[0]!.id)).toMatchObject({ state: 'failed', code: { kept: true } });
    await expect(card(run.jobRuns[1]!.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('names the packages of the environment, and notices one that is installed later', async () => {
    const site = test.folder('site');
    process.env['PYTHONPATH'] = site;
    try {
      await test.restart();
      await test.install('report', { module: report, jobs: { report: { params: { threshold: 1 } } } });
      const before = await cardOf({ PatientID: 'packages', StudyInstanceUID: '1.2.7' });
      const info = path.join(site, 'lungmask-1.5.dist-info');
      mkdirSync(info);
      writeFileSync(path.join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: lungmask\nVersion: 1.5\n');
      const after = await cardOf({ PatientID: 'packages', StudyInstanceUID: '1.2.8' });
      expect(after.environment.lock?.packages).toContainEqual({ name: 'lungmask', version: '1.5' });
      expect(lockChanges(before.environment.lock!, after.environment.lock!)).toEqual([
        'the package lungmask 1.5 was not installed',
      ]);
      expect(lockChanges(after.environment.lock!, before.environment.lock!)).toEqual([
        'the package lungmask 1.5 is not installed any more',
      ]);
    } finally {
      delete process.env['PYTHONPATH'];
    }
  });

  it('has an input hash that anyone can make again from UIDs and content hashes', async () => {
    await test.install('report', { module: report, jobs: { report: { params: { threshold: 1 } } } });
    const { input } = await cardOf({ PatientID: 'many', StudyInstanceUID: '1.2.9', instances: 12 });
    const lines = input.series.flatMap((series) =>
      series.instances.map((one) => `${one.SOPInstanceUID} ${one.contentHash}\n`),
    );
    expect(lines).toHaveLength(12);
    expect(input.hash).toBe(createHash('sha256').update(lines.sort().join('')).digest('hex'));
  });
});
