import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorsIn, exampleNameSchema } from '../../../contract/index.ts';
import type { RouteInput, RunDetail } from '../../../contract/index.ts';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';

/** Examples on a real engine with real Python. One engine and one run for all of them. */
let test: TestEngine;
let run: RunDetail;
const everything = { match: 'all' as const, conditions: [] };

type Draft = RouteInput<'services.create'>['draft'];
const preview = (draft: Draft, parent?: string) =>
  test.ask('services.preview', { application: test.application, draft, path: parent });
const hasProgram = (program: string) => spawnSync(program, ['--version']).error === undefined;

/** Every file below a folder, relative to it. */
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

beforeAll(async () => {
  test = await openTestEngine();
  for (const example of exampleNameSchema.options) {
    if (example === 'nifti-conversion' && !hasProgram('dcm2niix')) continue;
    await test.ask('services.create', {
      application: test.application,
      draft: { example, name: example.replace('-', '_'), trigger: everything },
      path: test.folder('made'),
      install: 'copy',
    });
  }
  run = await test.process({ instances: 5 });
}, 120_000);
afterAll(() => test.close());

const study = () => ({ application: test.application, level: 'study' as const, key: run.studies[0]!.id });
const seriesOfStudy = async () =>
  (await test.ask('services.try', { ...study(), what: { draft: { name: 'tried' } } })).series;

/** The job of an example, once it has ended. */
async function jobOf(name: string) {
  const job = run.jobRuns.find((one) => one.jobName === name);
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  const detail = await test.ask('job_runs.get', { application: test.application, jobRun: job.id });
  expect(detail.error?.message ?? detail.reason?.message ?? null).toBeNull();
  const read = (file: string) => readFileSync(path.join(detail.dataFolder, file));
  return { ...detail, names: detail.files.map((file) => file.path).sort(), read };
}

describe('every example', () => {
  it('runs as it is written, on data that arrives', async () => {
    const [{ id: series } = { id: '' }] = await seriesOfStudy();
    expect(await jobOf('empty')).toMatchObject({ state: 'succeeded', result: { images: 5 } });

    const report = await jobOf('header_report');
    expect(report.names).toEqual([`header_report/${series}.json`, 'header_report/series.csv'].sort());
    expect(JSON.parse(report.read(`header_report/${series}.json`).toString())).toMatchObject({ images: 5 });
    expect(report.read('header_report/series.csv').toString().split('\r\n')).toHaveLength(3);

    expect(await jobOf('segmentation')).toMatchObject({ result: { series: 1, model: [] } });
  });

  it('makes a PDF that a reader of PDF takes without a complaint', async () => {
    const report = await jobOf('pdf_report');
    expect(report.result).toEqual({ pages: 1, report: 'pdf_report/report.pdf' });
    const bytes = report.read('pdf_report/report.pdf');
    expect(bytes.subarray(0, 8).toString()).toBe('%PDF-1.4');
    if (!hasProgram('gs')) return;
    const file = path.join(report.dataFolder, 'pdf_report/report.pdf');
    const read = spawnSync('gs', [
      '-dNOPAUSE',
      '-dBATCH',
      '-dPDFSTOPONERROR',
      '-sDEVICE=txtwrite',
      '-o-',
      file,
    ]);
    expect(String(read.stdout)).toContain('5 images');
    expect([read.status, String(read.stderr)]).toEqual([0, '']);
  });

  it.skipIf(!hasProgram('dcm2niix'))('converts with the real dcm2niix', async () => {
    const converted = await jobOf('nifti_conversion');
    expect(converted.names.map((name) => name.replace(/.*?(\.[a-z.]+)$/, '$1'))).toEqual([
      '.json',
      '.nii.gz',
    ]);
  });

  it('has files as services of the command-line tool have them, and no finding but what it needs', async () => {
    for (const { example, ...offered } of await test.ask('services.examples', {})) {
      const draft = { example, name: 'mine', trigger: offered.trigger };
      const { files, findings } = await preview(draft);
      expect(findings).toEqual([]);
      const names = files.map((file) => file.path);
      for (const part of ['registry/__init__.py', 'registry/main.py', 'module/__init__.py', 'module/main.py'])
        expect(names).toContain(part);
      const [settings] = JSON.parse(files[0]?.text ?? '') as [object];
      expect(settings).toMatchObject({ jobName: 'mine', worker: 'mine.worker', callback: 'mine.callback' });
      expect(Object.keys(settings)).toEqual(
        expect.arrayContaining(['channel', 'timeout', 'params', 'description']),
      );
      // A new one is asked when others are that say nothing, and waits for none.
      expect(Object.keys(settings)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(dependsOn|sortPosition)$/)]),
      );
    }
  });
});

describe('a draft', () => {
  it('is written as it was shown, and installed', async () => {
    const draft: Draft = {
      example: 'header-report',
      name: 'heads',
      description: 'Only "heads"\n$(touch x)',
      job: { timeout: '5m', dependsOn: ['empty'], sortPosition: 5, params: { columns: ['Modality'] } },
      trigger: { conditions: [{ kind: 'body-part', anyOf: ['HEAD', '"); import os; ("'] }] },
    };
    const parent = test.folder('new');
    const shown = await preview(draft, parent);
    expect(shown.folder).toBe(path.join(parent, 'heads'));
    const made = await test.ask('services.create', {
      application: test.application,
      draft,
      path: parent,
      install: 'copy',
    });
    const [settings] = JSON.parse(shown.files[0]?.text ?? '') as [object];
    expect(settings).toMatchObject({ dependsOn: ['empty'], sortPosition: 5 });
    expect(filesBelow(made.folder)).toEqual(shown.files.map((file) => file.path).sort());
    for (const file of shown.files)
      expect(readFileSync(path.join(made.folder, file.path), 'utf8')).toBe(file.text);
    expect(made.installed).toMatchObject({ name: 'heads', jobs: [{ jobName: 'heads', timeout: '5m' }] });
    expect(made.installed?.linkedFolder).toBeNull();
    expect(readdirSync(parent)).toEqual(['heads']);
  });

  it('is written and followed, when it is to be worked on where it is', async () => {
    const made = await test.ask('services.create', {
      application: test.application,
      draft: { example: 'empty', name: 'followed' },
      path: test.folder('work'),
      install: 'link',
    });
    expect(made.installed).toMatchObject({ name: 'followed', linkedFolder: made.folder });
  });

  it.each([
    ['two words', 'name-invalid'],
    ['../outside', 'name-invalid'],
    ['$(reboot)', 'name-invalid'],
    ['"quoted"', 'name-invalid'],
    ['line\nbreak', 'name-invalid'],
    ['', 'name-invalid'],
    ['🧠', 'name-invalid'],
    ['class', 'name-invalid'],
    ['json', 'name-taken'],
    ['NUL', 'name-reserved'],
    ['a'.repeat(300), 'name-too-long'],
  ])('of the name %j gets one error that says so, and is not written', async (name, code) => {
    const parent = test.folder('hostile');
    const draft: Draft = { example: 'empty', name, job: { jobName: 'hostile' } };
    const { findings } = await preview(draft, parent);
    expect(errorsIn(findings).map((one) => [one.code, one.field])).toEqual([[code, 'name']]);
    await expect(test.ask('services.create', { draft, path: parent })).rejects.toMatchObject({
      code: 'service-invalid',
    });
    expect(readdirSync(parent)).toEqual([]);
  });

  it('tells what is wrong with its fields where they are entered', async () => {
    const draft: Draft = {
      name: 'wrong',
      job: { jobName: 'empty', channel: '', timeout: 'soon', dependsOn: ['nobody'], priority: 'first' },
    };
    const { findings } = await preview(draft);
    expect(findings.map((one) => [one.severity, one.field, one.code])).toEqual(
      expect.arrayContaining([['error', 'job.channel', 'settings-invalid']]),
    );
    const other = await preview({ ...draft, job: { ...draft.job, channel: 'gpu' } });
    expect(other.findings.map((one) => [one.severity, one.field, one.code])).toEqual([
      ['warning', 'job.timeout', 'timeout-invalid'],
      ['warning', 'job.priority', 'priority-invalid'],
      ['error', 'job.jobName', 'job-name-taken'],
      ['warning', 'job.dependsOn', 'dependency-unknown'],
    ]);
  });

  it('that is to be installed under a name that is installed says so at its name, and is not written', async () => {
    const draft: Draft = { example: 'empty', name: 'segmentation' };
    const ask = { application: test.application, draft, path: test.folder('taken') };
    const { findings } = await test.ask('services.preview', { ...ask, install: 'link' });
    expect(errorsIn(findings).map((one) => [one.code, one.field])).toEqual([['service-exists', 'name']]);
    expect(errorsIn((await test.ask('services.preview', ask)).findings)).toEqual([]);
    await expect(test.ask('services.create', { ...ask, install: 'link' })).rejects.toThrow(
      'already installed',
    );
    expect(readdirSync(ask.path)).toEqual([]);
  });

  it('that could not be installed leaves no folder that would keep it from being made again', async () => {
    const create = (parent: string) =>
      test.ask('services.create', {
        application: test.application,
        draft: { example: 'empty', name: 'twice' },
        path: test.folder(parent),
        install: 'copy',
      });
    const parents = ['one', 'other'];
    const made = await Promise.allSettled(parents.map(create));
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const [index, parent] of parents.entries())
      expect(readdirSync(test.folder(parent))).toEqual(made[index]?.status === 'fulfilled' ? ['twice'] : []);
  });

  it('of a worker is installed with its folder, or leaves none', async () => {
    const worker = { application: test.application, name: 'imaging', install: 'install' as const };
    const made = await test.ask('workers.create', { ...worker, path: test.folder('workers') });
    expect(made.installed?.workers.map(({ name }) => name)).toEqual(['imaging']);
    const again = test.folder('more workers');
    await expect(test.ask('workers.create', { ...worker, path: again })).rejects.toMatchObject({
      code: 'worker-exists',
    });
    expect(readdirSync(again)).toEqual([]);
  });

  it('tells what is wrong with its retries and needs where they are entered, and writes what is right', async () => {
    const job = { jobName: 'ruled', retries: 'often', resources: { cpu: 'all', gpu: 1 } };
    const { findings } = await preview({ name: 'ruled', job });
    expect(errorsIn(findings).map((one) => one.field)).toEqual(['job.retries', 'job.resources.cpu']);
    const right = { retries: 3, onDependencyFailure: 'run' as const, resources: { memory: '8G' } };
    const { files, findings: none } = await preview({ name: 'ruled', job: right });
    expect([none, JSON.parse(files[0]?.text ?? '')]).toMatchObject([[], [right]]);
  });

  it('is not written over what is there', async () => {
    const parent = test.folder('full');
    mkdirSync(path.join(parent, 'mine'));
    const draft: Draft = { example: 'empty', name: 'mine', job: { jobName: 'other' } };
    expect((await preview(draft, parent)).findings).toEqual([]);
    writeFileSync(path.join(parent, 'mine', 'precious.txt'), 'mine');
    await expect(test.ask('services.create', { draft, path: parent })).rejects.toMatchObject({
      code: 'folder-not-usable',
    });
    expect(filesBelow(parent)).toEqual(['mine/precious.txt']);
    writeFileSync(path.join(parent, 'file'), '');
    const inFile = await preview(draft, path.join(parent, 'file'));
    expect(inFile.findings.map((one) => [one.code, one.field])).toEqual([['folder-not-usable', 'path']]);
  });
});

describe('a try', () => {
  it('tells what the callback of a draft answers, and which condition holds, and keeps nothing', async () => {
    const before = await test.ask('runs.list', { application: test.application });
    const tried = await test.ask('services.try', {
      ...study(),
      what: {
        draft: {
          name: 'tried',
          trigger: {
            match: 'any',
            conditions: [
              { kind: 'images', is: 'at-least', count: 5 },
              { kind: 'modality', anyOf: ['XX'] },
            ],
          },
        },
      },
    });
    expect(tried.series).toMatchObject([
      {
        imageCount: 5,
        holds: true,
        conditions: [
          { place: [0], holds: true },
          { place: [1], holds: false },
        ],
      },
    ]);
    expect(tried.jobs).toMatchObject([
      { jobName: 'tried', answer: { kind: 'accepted' }, injected: { series: [tried.series[0]?.id] } },
    ]);
    expect(await test.ask('runs.list', { application: test.application })).toEqual(before);
    expect(existsSync(path.join(test.opened.context.folders.registry, 'tried'))).toBe(false);
  });

  it('tells of a folder what its own callback says, and why it fails', async () => {
    const folder = test.writeService('own', {
      registry: 'def callback(**kwargs):\n    print("asked")\n    raise ValueError("no")\n',
      module: 'def worker(**kwargs): return 1\n',
    });
    const tried = await test.ask('services.try', { ...study(), what: { source: { folder } } });
    expect(tried.series).toEqual([]);
    expect(tried.jobs[0]?.answer).toMatchObject({ kind: 'failed', output: 'asked\n' });
    expect(tried.findings.map((one) => one.code)).toEqual(['callback-failed']);
  });

  it('says so where the archive has no such study', async () => {
    const what = { draft: { name: 'tried' } };
    await expect(test.ask('services.try', { ...study(), key: '1.2.99', what })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('does not pick one of two studies with the UID that is named', async () => {
    const StudyInstanceUID = '1.2.3';
    await test.process({ StudyInstanceUID: '1.2.77', PatientID: 'another' });
    test.opened.context.history.run(
      "UPDATE study SET StudyInstanceUID = ? WHERE StudyInstanceUID = '1.2.77'",
      [StudyInstanceUID],
    );
    const what = { draft: { name: 'tried' } };
    await expect(test.ask('services.try', { ...study(), key: StudyInstanceUID, what })).rejects.toMatchObject(
      { code: 'validation-failed' },
    );
  });

  it('copies no folder of data that holds a service by chance, and leaves nothing of itself', async () => {
    const folder = test.writeService('large', {
      registry: 'def callback(**kwargs): return True\n',
      module: 'def worker(**kwargs): return 1\n',
    });
    const data = path.join(folder, 'registry', 'data');
    mkdirSync(data);
    for (let number = 0; number <= 20_000; number += 1) writeFileSync(path.join(data, `${number}`), '');
    await expect(
      test.ask('services.try', { ...study(), what: { source: { folder } } }),
    ).rejects.toMatchObject({ code: 'service-invalid' });
    const { root } = test.opened.context.folders;
    const left = ['planning', 'scratch'].flatMap((part) => readdirSync(path.join(root, part)));
    expect(left.filter((name) => name.startsWith('check-'))).toEqual([]);
  });
});

describe('keywords', () => {
  it('are found by a part of them, those that begin with it first', async () => {
    const found = await test.ask('services.keywords', { search: 'thickness' });
    expect(found).toContainEqual({ keyword: 'SliceThickness', tag: '(0018,0050)', vr: 'DS' });
    expect((await test.ask('services.keywords', { search: 'modal' }))[0]?.keyword).toBe('ModalitiesInStudy');
    expect(await test.ask('services.keywords', { search: '' })).toHaveLength(50);
  });
});
