import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';

/** Exports through a service that really runs, on a real engine with real Python. */
let test: TestEngine;
let outside: string;

/** Writes over the name in every copy, and writes down what it was given. */
const anonymizing = `
import json, os
def worker(jobName, headers, params, added_params, **kwargs):
    count = 0
    for folder, _, names in os.walk(os.path.join(os.environ["DATA"], "dicom")):
        for name in names:
            file = os.path.join(folder, name)
            with open(file, "rb") as source:
                data = source.read()
            with open(file, "wb") as target:
                target.write(data.replace(b"DOE^JANE", b"NOBODY^X").replace(b"PAT-7", b"ANO-0"))
            count += 1
    with open(params["told"], "a") as told:
        told.write(json.dumps({"series": len(headers["seriesIds"]), "files": count}) + "\\n")
`;
const series = (number: number) => `1.2.3.${number}`;

beforeAll(async () => {
  test = await openTestEngine();
  outside = mkdtempSync(path.join(os.tmpdir(), 'through-service-'));
  const folder = test.folder('input');
  for (const number of [1, 2, 3])
    for (const instance of [1, 2]) {
      const tags = {
        PatientID: 'PAT-7',
        PatientName: 'DOE^JANE',
        StudyInstanceUID: '1.2.3',
        SeriesInstanceUID: series(number),
        SeriesNumber: number,
        SOPInstanceUID: `${series(number)}.${instance}`,
        InstanceNumber: instance,
      };
      writeFileSync(path.join(folder, `${number}-${instance}.dcm`), buildInstance(tags));
    }
  await test.install('anonymizer', {
    module: anonymizing,
    jobs: { anonymizer: { params: { told: path.join(test.folder('told'), 'told') } } },
  });
  const task = await test.ask('imports.start', { application: test.application, paths: [folder] });
  await test.finished(task.id);
}, 60_000);
afterAll(async () => {
  await test.close();
  rmSync(outside, { recursive: true, force: true });
});

async function exported(name: string, chosen: { studies?: string[]; series?: string[] }) {
  const told = path.join(test.folder('told'), 'told');
  writeFileSync(told, '');
  const target = path.join(outside, name);
  const request = {
    application: test.application,
    ...chosen,
    form: 'folder',
    target,
    service: 'anonymizer',
  } as const;
  const { findings, goes } = await test.ask('studies.preview_export', request);
  const { id } = await test.ask('studies.export', request);
  const task = await test.finished(id);
  const files = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
  return {
    findings,
    goes: goes.instances,
    task,
    runs: readFileSync(told, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
    uids: files.map((bytes) => /1\.2\.3\.\d\.\d/.exec(bytes.toString('latin1'))?.[0] ?? '').toSorted(),
    named: files.filter((bytes) => bytes.includes('DOE^JANE') || bytes.includes('PAT-7')).length,
  };
}

describe('an export through a service', () => {
  it('of a single series runs on that alone, and exports nothing else of the study', async () => {
    const { task, ...told } = await exported('one', { series: [series(2)] });
    expect(task).toMatchObject({ state: 'succeeded', done: 2, failed: 0, problem: null });
    expect(told).toEqual({
      findings: [],
      goes: 2,
      runs: [{ series: 1, files: 2 }],
      uids: ['1.2.3.2.1', '1.2.3.2.2'],
      named: 0,
    });
  }, 60_000);

  it('of some series of a study runs once on them, so that they stay of one study; of a study, on all of it', async () => {
    const some = await exported('some', { series: [series(1), series(3)] });
    expect(some).toMatchObject({ runs: [{ series: 2, files: 4 }], named: 0 });
    expect(some.uids).toEqual(['1.2.3.1.1', '1.2.3.1.2', '1.2.3.3.1', '1.2.3.3.2']);
    const all = await exported('all', { studies: ['1.2.3'], series: [series(1)] });
    expect(all).toMatchObject({ runs: [{ series: 3, files: 6 }], named: 0 });
    expect(all.uids).toHaveLength(6);
  }, 60_000);
});
