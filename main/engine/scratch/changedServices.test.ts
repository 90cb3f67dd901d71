import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteInput, RunDetail } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';

/** What was changed of a service in the application holds wherever it runs. Real engine, real Python. */
let test: TestEngine;
let run: RunDetail;
let outside: string;

/** Its callback wants it with the changed parameters only. */
const service = {
  registry: 'def callback(params, **kwargs):\n    return (params or {}).get("t") == 7\n',
  module: `
import os
def worker(params, **kwargs):
    for folder, _, names in os.walk(os.path.join(os.environ["DATA"], "dicom")):
        for name in names:
            file = os.path.join(folder, name)
            with open(file, "rb") as source:
                data = source.read()
            with open(file, "wb") as target:
                target.write(data.replace(b"DOE^JANE", b"NOBODY^X").replace(b"PAT-7", b"ANO-0"))
    return params
`,
  jobs: { anonymizer: { params: { t: 1 } } },
};

beforeAll(async () => {
  test = await openTestEngine();
  outside = mkdtempSync(path.join(os.tmpdir(), 'changed-services-'));
  await test.install('anonymizer', service);
  const { application } = test;
  const changes = { params: { t: 7 } };
  await test.ask('services.set_options', { application, name: 'anonymizer', job: 'anonymizer', changes });
  run = await test.process({ PatientID: 'PAT-7', StudyInstanceUID: '1.2.55' });
}, 60_000);
afterAll(async () => {
  await test.close();
  rmSync(outside, { recursive: true, force: true });
});

async function scratch(input: Omit<RouteInput<'scratch.start'>, 'application'>) {
  const { application } = test;
  const { id } = await test.ask('scratch.start', { application, run: run.id, ...input });
  await test.finished(id);
  return (await test.ask('scratch.get', { application, scratch: id })).jobs;
}
const changed = { state: 'succeeded', params: { t: 7 }, result: { t: 7 } };

describe('what was changed of a service in the application', () => {
  it('holds for an ordinary run', async () => {
    const jobRun = run.jobRuns[0]!.id;
    expect(await test.ask('job_runs.get', { jobRun })).toMatchObject({
      state: 'succeeded',
      result: { t: 7 },
    });
  });

  it('holds for a scratch run, of the installed service and of a folder with another version of it', async () => {
    const [installed] = await scratch({ service: 'anonymizer' });
    expect(installed).toMatchObject({ ...changed, comparison: { same: true, params: [] } });
    const [other] = await scratch({ path: test.writeService('anonymizer', service) });
    expect(other).toMatchObject({ ...changed, comparison: { same: true, params: [] } });
    const named = { ...service, jobs: { unknown: { params: { t: 1 } } } };
    expect(await scratch({ path: test.writeService('unknown', named) })).toMatchObject([
      { state: 'skipped', reason: { code: 'callback-declined' }, params: { t: 1 } },
    ]);
  });

  it('holds for a golden check', async () => {
    const { application } = test;
    const { id } = await test.ask('golden.add', { jobRun: run.jobRuns[0]!.id });
    await test.finished((await test.ask('golden.check', { application, cases: [id] })).id);
    const [golden] = await test.ask('golden.list', { application });
    expect(golden?.lastCheck).toMatchObject({ outcome: 'same', params: { t: 7 }, problem: null });
  });

  it('holds for a replay, of the installed service and of a folder with another version of it', async () => {
    const { application } = test;
    for (const of of [{ service: 'anonymizer' }, { path: test.writeService('anonymizer', service) }]) {
      const { id } = await test.ask('replays.start', { application, ...of });
      await test.finished(id);
      const { summary } = await test.ask('replays.get', { application, task: id, limit: 10 });
      expect(summary).toMatchObject({ asked: 1, wouldRun: 1, ranThen: 1, differing: 0 });
    }
  });

  it.each([
    ['holds for an export through it', false],
    ['but for its being disabled: it may be there for exports alone', true],
  ])('%s', async (_what, isDisabled) => {
    const { application } = test;
    if (isDisabled) await test.ask('services.disable', { application, name: 'anonymizer' });
    const file = path.join(test.folder('more'), 'one.dcm');
    const tags = { PatientID: 'PAT-7', PatientName: 'DOE^JANE', StudyInstanceUID: '1.2.56' };
    writeFileSync(file, buildInstance({ ...tags, SOPInstanceUID: '1.2.56.1.1' }));
    await test.finished((await test.ask('imports.start', { application, paths: [file] })).id);
    const target = path.join(mkdtempSync(path.join(outside, 'export-')), 'exported');
    const request = { form: 'folder', target, service: 'anonymizer' } as const;
    const { id } = await test.ask('studies.export', { application, studies: ['1.2.56'], ...request });
    expect(await test.finished(id)).toMatchObject({ state: 'succeeded', done: 1, failed: 0, problem: null });
    const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const texts = files.map((one) => readFileSync(path.join(one.parentPath, one.name), 'latin1'));
    expect(texts.filter((text) => text.includes('DOE^JANE'))).toEqual([]);
    expect(texts.filter((text) => text.includes('NOBODY^X'))).toHaveLength(1);
  });

  it('and that it is disabled, too', async () => {
    const { application } = test;
    await test.ask('services.disable', { application, name: 'anonymizer' });
    expect(await scratch({ service: 'anonymizer' })).toMatchObject([
      { state: 'skipped', reason: { code: 'disabled' } },
    ]);
  });
});
