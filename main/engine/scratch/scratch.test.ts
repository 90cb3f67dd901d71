import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import type { RouteInput, RunDetail, ScratchDetail } from '../../../contract/index.ts';

/** Scratch runs on a real engine with real Python. One engine for all: starting Python is what takes time. */
let test: TestEngine;
let run: RunDetail;

const volume = `
import json, os
def worker(jobName, headers, params, added_params, **kwargs):
    series = headers["seriesIds"][0]
    images = len(os.listdir(os.path.join(headers["dcmpath"], series)))
    text = json.dumps({"threshold": params["threshold"], "images": images})
    with open("volume.json", "w") as stream:
        stream.write(text)
    print("threshold", params["threshold"])
    return {"threshold": params["threshold"], "images": images, "path": os.environ["MODULES"] != ""}
`;
const report = `
def worker(params, added_params, **kwargs):
    with open("volume.json") as stream:
        return {"read": stream.read(), "injected": added_params["volume"]["path"], "level": (params or {}).get("level")}
`;
const inject = 'def callback(**kwargs):\n    return True, {"path": "volume.json"}\n';

beforeAll(async () => {
  test = await openTestEngine();
  await test.install('volume', {
    registry: inject,
    module: volume,
    jobs: { volume: { params: { threshold: 1 } } },
  });
  await test.install('report', { module: report, jobs: { report: { dependsOn: 'volume' } } });
  run = await test.process();
  if (run.state !== 'succeeded') throw new Error('The ordinary run failed.');
}, 60_000);
afterAll(() => test.close());

const study = () => run.studies[0]!.id;
const jobRun = (name: string) => run.jobRuns.find((job) => job.jobName === name)!.id;

async function scratch(
  input: Omit<RouteInput<'scratch.start'>, 'application'>,
): Promise<ScratchDetail & { title: string }> {
  const task = await test.ask('scratch.start', { application: test.application, ...input });
  const ended = await test.finished(task.id);
  if (ended.state === 'failed') throw new Error(ended.problem ?? '');
  return {
    ...(await test.ask('scratch.get', { application: test.application, scratch: task.id })),
    title: ended.title,
  };
}

describe('a scratch run', () => {
  it('runs with other parameters beside the history and is compared with the last ordinary run', async () => {
    const before = await test.ask('runs.list', { application: test.application });
    const made = await scratch({
      service: 'volume',
      study: study(),
      params: { threshold: 3, 'model.name': 'a' },
    });
    expect(made).toMatchObject({
      kind: 'scratch',
      state: 'succeeded',
      service: 'volume',
      origin: null,
      level: 'study',
    });
    const [job] = made.jobs;
    expect(job).toMatchObject({
      jobName: 'volume',
      state: 'succeeded',
      params: { threshold: 3, model: { name: 'a' } },
      result: { threshold: 3, images: 2 },
      output: 'threshold 3\n',
      files: [{ path: 'volume.json' }],
    });
    expect(job?.comparison).toMatchObject({
      jobRun: jobRun('volume'),
      same: false,
      result: [{ path: 'threshold', kind: 'changed', before: 1, after: 3 }],
      params: expect.arrayContaining([{ path: 'threshold', kind: 'changed', before: 1, after: 3 }]),
      serviceVersion: made.serviceVersion,
      environment: [],
    });
    expect(job?.comparison?.files).toMatchObject([{ path: 'volume.json', change: 'changed' }]);
    expect(job?.comparison?.files[0]?.diff).toContain('-{"threshold": 1');
    // The history, the ordinary results and the installed service are as they were.
    expect(await test.ask('runs.list', { application: test.application })).toEqual(before);
    expect(readFileSync(path.join(run.dataFolder, 'volume.json'), 'utf8')).toContain('"threshold": 1');
    expect(existsSync(path.join(made.dataFolder, 'dicom'))).toBe(false);
    expect((await test.ask('scratch.list', { application: test.application })).rows[0]?.id).toBe(made.id);
  });

  it('of a folder that is not installed leaves the installed service alone', async () => {
    const folder = test.writeService('volume', {
      registry: inject,
      module: 'def worker(**kwargs):\n    return "new code"\n',
      jobs: { volume: {} },
    });
    const made = await scratch({ path: folder, run: run.id });
    expect(made).toMatchObject({ origin: folder, run: run.id, jobs: [{ result: 'new code' }] });
    expect(made.jobs[0]?.comparison?.files).toMatchObject([{ path: 'volume.json', change: 'removed' }]);
    expect(made.serviceVersion).not.toBe(made.jobs[0]?.comparison?.serviceVersion);
    const again = await scratch({ service: 'volume', study: study(), params: {} });
    expect(again.jobs[0]?.comparison).toMatchObject({ same: true, result: [], files: [{ change: 'same' }] });
  });

  it('has what other services left and injected in the last run, as its jobs depend on it', async () => {
    const made = await scratch({ service: 'report', study: study() });
    expect(made.jobs).toMatchObject([
      { state: 'succeeded', result: { injected: 'volume.json' }, files: [], comparison: { same: true } },
    ]);
  });

  it('of one job of a service has what the other jobs of that service left and returned', async () => {
    const pair = `
def worker(jobName, dependency_results=None, **kwargs):
    if jobName == "one":
        open("one.txt", "w").write("of one")
        return 1
    return [open("one.txt").read(), dependency_results["one"]["result"]]
`;
    await test.install('pair', { module: pair, jobs: { one: {}, two: { dependsOn: 'one' } } });
    const ordinary = await test.process({ StudyInstanceUID: '1.2.9' });
    for (const job of [undefined, 'two']) {
      const made = await scratch({ service: 'pair', run: ordinary.id, job });
      expect(made.jobs.at(-1)).toMatchObject({ result: ['of one', 1], comparison: { same: true } });
    }
  });

  it('tells of a callback that declines, a job that fails, and a path that leads nowhere', async () => {
    const folder = test.writeService('picky', {
      registry: 'def callback(params, **kwargs):\n    return bool(params and params.get("wanted"))\n',
      module: 'def worker(**kwargs):\n    raise ValueError("no lungs")\n',
    });
    expect(await scratch({ path: folder, study: study() })).toMatchObject({
      state: 'succeeded',
      jobs: [{ state: 'skipped', reason: { code: 'callback-declined' }, comparison: null }],
    });
    expect(await scratch({ path: folder, study: study(), params: { wanted: true } })).toMatchObject({
      state: 'failed',
      jobs: [{ state: 'failed', error: { type: 'ValueError', message: 'no lungs' } }],
    });
    await expect(
      scratch({ service: 'volume', study: study(), params: { 'threshold.x': 1 } }),
    ).rejects.toThrow('The parameter "threshold.x" cannot be set');
    const start = (input: object) => test.ask('scratch.start', { application: test.application, ...input });
    await expect(start({ service: 'nobody', study: study() })).rejects.toMatchObject({
      code: 'service-not-found',
    });
    await expect(start({ service: 'volume', study: 'no such' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(start({ service: 'volume', path: folder, study: study() })).rejects.toThrow();
  });

  it('can be cancelled, leaves nothing running, and is removed with its files', async () => {
    const folder = test.writeService('slow', {
      module: 'import time\ndef worker(**kwargs):\n    open("begun", "w").close()\n    time.sleep(600)\n',
    });
    const task = await test.ask('scratch.start', {
      application: test.application,
      path: folder,
      study: study(),
    });
    const id = { application: test.application, scratch: task.id };
    const { dataFolder } = await test.ask('scratch.get', id);
    await expect.poll(() => existsSync(path.join(dataFolder, 'begun')), { timeout: 30_000 }).toBe(true);
    await expect(test.ask('scratch.remove', id)).rejects.toMatchObject({
      message: expect.stringContaining('cancel'),
    });
    await test.ask('tasks.cancel', { application: test.application, task: task.id });
    expect((await test.ask('scratch.get', id)).state).toBe('cancelled');
    // The next one begins only when the one before has ended.
    await scratch({ service: 'volume', study: study() });
    expect(test.opened.scratch.endedBefore(Date.now() - 60_000)).toEqual([]);
    const ended = test.opened.scratch.endedBefore(Date.now() + 1);
    expect(ended.map(({ folder }) => folder)).toContain(path.dirname(dataFolder));
    await test.ask('scratch.remove', id);
    await expect(test.ask('scratch.get', id)).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(path.dirname(dataFolder))).toBe(false);
  });
});

describe('a scratch run that the end of the engine interrupts', () => {
  it('begins anew by itself at the next start', async () => {
    const gate = path.join(test.folder('gate'), 'open');
    const begun = `${gate}.begun`;
    const folder = test.writeService('waits', {
      module: `
import os, time
def worker(params, **kwargs):
    with open(params["gate"] + ".begun", "a") as stream:
        stream.write("begun ")
    while not os.path.exists(params["gate"]):
        time.sleep(0.05)
    return sorted(os.listdir("."))
`,
    });
    const task = await test.ask('scratch.start', {
      application: test.application,
      path: folder,
      study: study(),
      params: { gate },
    });
    await expect.poll(() => existsSync(begun), { timeout: 30_000 }).toBe(true);
    await test.restart();
    const { state } = await test.ask('scratch.get', { application: test.application, scratch: task.id });
    expect(state).toBe('running');
    writeFileSync(gate, '');
    await test.finished(task.id);
    const made = await test.ask('scratch.get', { application: test.application, scratch: task.id });
    expect(made).toMatchObject({
      state: 'succeeded',
      jobs: [{ result: ['dicom', 'one.txt', 'volume.json'] }],
    });
    expect(readFileSync(begun, 'utf8')).toBe('begun begun ');
  });
});

describe('running exactly this again', () => {
  it('takes code, parameters and input of then, whatever is installed now', async () => {
    await test.install('volume', {
      module: 'def worker(**kwargs):\n    return "other code"\n',
      jobs: { volume: {} },
    });
    expect(await test.ask('scratch.check_again', { jobRun: jobRun('volume') })).toEqual({
      missing: [],
      differences: [],
    });
    for (const name of ['volume', 'report']) {
      const task = await test.ask('scratch.again', { jobRun: jobRun(name) });
      await test.finished(task.id);
      const made = await test.ask('scratch.get', { application: task.application, scratch: task.id });
      expect(made).toMatchObject({
        kind: 'again',
        state: 'succeeded',
        run: run.id,
        jobs: [{ jobName: name }],
      });
      expect(made.jobs[0]?.comparison).toMatchObject({ same: true, params: [], environment: [] });
    }
  });

  it('keeps the code of then over a restart, and forgets it only when nothing refers to it', async () => {
    const kept = path.join(test.opened.context.folders.root, 'service-versions');
    const unused = path.join(kept, `${'0'.repeat(64)}.json`);
    writeFileSync(unused, JSON.stringify({ service: 'gone', files: [] }));
    await test.restart();
    await expect.poll(() => existsSync(unused), { timeout: 30_000 }).toBe(false);
    const { code } = await test.ask('provenance.get', { jobRun: jobRun('volume') });
    expect(code.kept).toBe(true);
  });

  it('says that files were deleted at the end of the run, or removed since, that the job may have read', async () => {
    const maker = 'def worker(jobName, **kwargs):\n    open(jobName, "w").close()\n';
    await test.install('maker', {
      registry:
        'def callback(jobName, **kwargs):\n    return True, {"deleted": "leaves"} if jobName == "leaves" else {}\n',
      module: maker,
      jobs: { leaves: {}, finds: { dependsOn: 'leaves' } },
    });
    const made = await test.process({ PatientID: 'P3', StudyInstanceUID: '1.2.30' });
    const finds = made.jobRuns.find((job) => job.jobName === 'finds')!.id;
    const { history } = test.opened.context;
    await expect
      .poll(() => history.get('SELECT 1 FROM run WHERE id = ? AND delivered_at IS NOT NULL', [made.id]))
      .toBeDefined();
    const { differences } = await test.ask('scratch.check_again', { jobRun: finds });
    expect(differences).toEqual([
      '"leaves" had leaves deleted when the run had ended; the job may have read it.',
    ]);
    await expect(test.ask('scratch.again', { jobRun: finds })).rejects.toMatchObject({
      code: 'not-repeatable',
    });
    history.run(
      "INSERT INTO run_removed (run_id, part, at, bytes, message) VALUES (?, 'results', 1, 1, 'They were too old.')",
      [made.id],
    );
    const check = await test.ask('scratch.check_again', { jobRun: finds });
    expect(check.missing).toEqual(['What other jobs left in the run was removed: They were too old.']);
    rmSync(path.join(made.dataFolder, 'finds'));
    const compared = await scratch({ service: 'maker', run: made.id, job: 'finds' });
    expect(compared.jobs[0]?.comparison?.files).toMatchObject([{ path: 'finds', change: 'unreadable' }]);
  });

  it('says what is otherwise before it runs: a changed result file, lost code, an instance that is gone', async () => {
    const { folders, history } = test.opened.context;
    writeFileSync(path.join(run.dataFolder, 'volume.json'), 'overwritten by hand');
    expect((await test.ask('scratch.check_again', { jobRun: jobRun('report') })).missing).toEqual([
      'The file volume.json that "volume" left has changed since.',
    ]);
    history.run("DELETE FROM instance WHERE SOPInstanceUID = '1.2.3.1.1'");
    const kept = path.join(folders.root, 'service-versions');
    for (const name of readdirSync(kept)) {
      if (name.endsWith('.json')) rmSync(path.join(kept, name));
    }
    const { missing } = await test.ask('scratch.check_again', { jobRun: jobRun('volume') });
    expect(missing).toEqual([
      '1 instance of the input is not in the archive any more: 1.2.3.1.1.',
      expect.stringMatching(/^The code of then, version [0-9a-f]{64}, is not kept any more\.$/),
    ]);
    await expect(test.ask('scratch.again', { jobRun: jobRun('volume'), anyway: true })).rejects.toMatchObject(
      {
        code: 'not-repeatable',
        message: missing[0],
      },
    );
  });
});
