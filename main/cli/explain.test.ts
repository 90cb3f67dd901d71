import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explanationSchema, replayRowSchema, replaySummarySchema } from '../../contract/index.ts';
import type { ExplainedArrival, Explanation } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { followRuns, followTask, linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;
let application: string;

/** Services for every way in which a job may come to run, or not. */
const callbacks = `
import os, sys, time

def callback(jobName, headers, params, added_params, **kwargs):
    print("about", ",".join(one["tags"]["Modality"] for study in headers["studies"] for one in study["series"]))
    return True, {"for": jobName, "data": os.listdir(os.environ["DATA"])}

def no(**kwargs):
    print("No contrast.")
    return False

def raises(**kwargs):
    raise ValueError("the table is missing")

def nonsense(**kwargs):
    return 1, 2, 3

def hangs(**kwargs):
    time.sleep(600)

def leaves(**kwargs):
    sys.exit(7)
`;
const jobs = [
  { jobName: 'good' },
  { jobName: 'after', dependsOn: 'good' },
  { jobName: 'parts', grouping: 'series' },
  { jobName: 'declined', callback: 'all.no' },
  { jobName: 'after-declined', dependsOn: ['declined'] },
  { jobName: 'raises', callback: 'all.raises' },
  { jobName: 'nonsense', callback: 'all.nonsense' },
  { jobName: 'hangs', callback: 'all.hangs' },
  { jobName: 'leaves', callback: 'all.leaves' },
  { jobName: 'no-module', callback: 'all.none.callback' },
  { jobName: 'no-import', callback: 'broken.callback' },
  { jobName: 'missing', dependsOn: 'nobody' },
  { jobName: 'circle-1', dependsOn: 'circle-2' },
  { jobName: 'circle-2', dependsOn: 'circle-1' },
  { jobName: 'disabled', disabled: true },
  { jobName: 'after-disabled', dependsOn: 'disabled' },
  { jobName: 'good', sortPosition: 2000 },
  { jobName: 'invalid', callback: 'nodot' },
  { jobName: 'after-invalid', dependsOn: 'invalid' },
  { jobName: 'before-post', dependsOn: 'store' },
];

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'explain-'));
  link = await linkToEngine(home);
  const created = await link.client.request('applications.create', {
    name: 'Demo',
    options: {
      quietSeconds: 1000,
      callbackTimeoutSeconds: 1,
      completeness: { requiredSeries: 'count(Modality == "SEG") >= 1' },
      filters: { minimumInstances: 2, modalities: ['CT'] },
      postServices: [{ jobName: 'store', worker: 'all.worker', callback: 'all.callback' }],
    },
  });
  application = created.id;
  for (const [name, code, entries] of [
    ['all', callbacks, jobs],
    ['broken', 'import nothing_like_this', [{ jobName: 'second', channel: 'default' }]],
    ['other', 'def callback(**kwargs):\n    return True', [{ jobName: 'after', callback: 'other.callback' }]],
  ] as const) {
    const folder = path.join(created.folder, 'registry', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, '__init__.py'), code);
    writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify(
        entries.map((job) => ({ worker: `${name}.worker`, callback: `${name}.callback`, ...job })),
      ),
    );
  }
  const damaged = path.join(created.folder, 'registry', 'damaged');
  mkdirSync(damaged);
  writeFileSync(path.join(damaged, 'settings.json'), '[{"jobName": ');
});
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function run(...words: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, '--home', home, ...words], (_error, output) => {
      resolve({ code: child.exitCode ?? -1, output });
    });
  });
}
async function explain(...words: string[]): Promise<Explanation> {
  const { code, output } = await run('--json', 'explain', ...words);
  expect({ code, output }).toMatchObject({ code: 0 });
  return explanationSchema.parse(JSON.parse(output));
}
function write(name: string, count: number, tags: object = {}): string {
  const folder = path.join(home, name);
  mkdirSync(folder, { recursive: true });
  for (let number = 1; number <= count; number++) {
    const file = path.join(folder, `${number}-${JSON.stringify(tags).length}.dcm`);
    writeFileSync(file, buildInstance({ InstanceNumber: number, ...tags }));
  }
  return folder;
}
/** Takes three images of a patient into the archive. */
async function store(PatientID: string, SeriesNumber: number): Promise<void> {
  const paths = [write(PatientID, 3, { PatientID, SeriesNumber })];
  const task = await link.client.request('imports.start', { application, paths });
  await followTask(link.client, application, task, { progress: () => undefined });
}
const outcomes = (arrival: ExplainedArrival | undefined) =>
  arrival?.jobs.map(({ jobName, entity, outcome, reason }) =>
    [jobName, entity?.text, outcome, reason?.code].filter((one) => one !== undefined).join(' '),
  );

describe('what would become of files', () => {
  it('says of every job which rule decided, of every series what the filters would do, and records nothing', async () => {
    const folder = write('files', 2);
    write('files', 2, { SeriesNumber: 2, Modality: 'MR' });
    writeFileSync(path.join(folder, 'notes.txt'), 'no DICOM');
    const { arrivals, notes } = await explain('--input', folder);
    expect(arrivals).toHaveLength(1);
    const [arrival] = arrivals;
    expect(arrival).toMatchObject({ level: 'patient', seriesCount: 2, instanceCount: 4, state: 'settled' });
    expect(arrival?.missing.map(({ message }) => message)).toEqual([
      'Required is count(Modality == "SEG") >= 1; so far it is 0.',
    ]);
    expect(arrival?.filters.enabled).toBe(false);
    expect(
      arrival?.filters.report.series.map((one) => [one.Modality, one.passedCount, one.keptOut[0]?.rule]),
    ).toEqual([
      ['CT', 2, undefined],
      ['MR', 0, 'modalities'],
    ]);
    expect(notes.map((note) => path.basename(note.path))).toEqual(['notes.txt']);
    expect(outcomes(arrival)?.toSorted()).toEqual([
      'after runs',
      'after skipped duplicate-job-name',
      'after-declined skipped dependency-skipped',
      'after-disabled skipped dependency-skipped',
      'after-invalid skipped dependency-skipped',
      'before-post skipped dependency-circular',
      'circle-1 skipped dependency-circular',
      'circle-2 skipped dependency-circular',
      'declined declined callback-declined',
      'disabled skipped disabled',
      'good runs',
      'good skipped duplicate-job-name',
      'hangs skipped callback-failed',
      'leaves skipped callback-failed',
      'missing skipped dependency-missing',
      'no-import skipped callback-failed',
      'no-module skipped callback-failed',
      'nonsense skipped callback-failed',
      expect.stringMatching(/^parts CT .*runs$/),
      expect.stringMatching(/^parts MR .*runs$/),
      'raises skipped callback-failed',
      'second skipped callback-failed',
      'store runs',
    ]);
    const jobOf = (name: string) =>
      arrival?.jobs.find((job) => job.jobName === name && job.reason?.code !== 'duplicate-job-name');
    expect(jobOf('good')).toMatchObject({
      answer: { output: 'about CT,MR\n' },
      injected: { for: 'good', data: [] },
    });
    expect(jobOf('parts')?.answer?.output).toBe('about CT\n');
    expect(jobOf('after')?.waitsFor).toEqual([{ jobName: 'good', entity: null, needs: 'success' }]);
    expect(jobOf('raises')?.reason?.details).toContain('ValueError: the table is missing');
    expect(jobOf('hangs')?.reason?.message).toContain('did not answer within 1 s');
    expect(jobOf('nonsense')?.reason?.message).toContain('tuple of length 3');
    expect(arrival?.warnings.map(({ code }) => code).toSorted()).toEqual([
      'definition-invalid',
      'service-invalid',
    ]);

    const { output } = await run('explain', '--input', folder);
    expect(output).toContain('The filters are off: everything is handed on.');
    expect(output).toMatch(/^declined +all +declined +callback-declined: /m);
    expect(output).toContain('declined said:\nNo contrast.');
    for (const route of ['studies.list', 'runs.list', 'tasks.list', 'quarantine.list'] as const) {
      expect(await link.client.request(route, { application })).toMatchObject({ total: 0 });
    }
    const { folder: root } = await link.client.request('applications.get', { application });
    expect(readdirSync(path.join(root, 'runs'))).toEqual([]);
  });

  it('keeps patients apart, opens no archive, and fails where there is nothing', async () => {
    const folder = write('two', 1);
    write('two', 1, { PatientID: 'OTHER', SeriesNumber: 3 });
    writeFileSync(path.join(folder, 'packed.zip'), 'PK\u0003\u0004');
    const { arrivals, notes } = await explain('--input', folder, path.join(folder, 'gone'));
    expect(arrivals.map((one) => one.PatientID).toSorted()).toEqual(['OTHER', 'TEST-1']);
    expect(notes.map(({ path: file }) => path.basename(file)).toSorted()).toEqual(['gone', 'packed.zip']);
    mkdirSync(path.join(home, 'empty'));
    expect(await run('explain', '--input', path.join(home, 'empty'))).toMatchObject({ code: 1 });
    expect(await run('explain')).toMatchObject({ code: 2 });
    expect(await run('explain', '--patient', 'nobody')).toMatchObject({ code: 1 });
  });
});

describe('what would become of what is stored', () => {
  it('is told with its state, by identifier or as people name it, and as the application gathers', async () => {
    await store('STORED', 5);
    const byPatientId = await explain('--patient', 'STORED');
    const [arrival] = byPatientId.arrivals;
    expect(arrival).toMatchObject({ state: 'collecting', instanceCount: 3, PatientID: 'STORED' });
    expect(outcomes(arrival)).toContain('good runs');
    const { rows } = await link.client.request('studies.list', { application });
    const [study] = rows;
    expect(rows).toHaveLength(1);
    for (const words of [
      ['--study', study?.id ?? ''],
      ['--study', study?.StudyInstanceUID ?? ''],
      ['--patient', study?.patient ?? ''],
    ]) {
      const { arrivals } = await explain(...words);
      expect(arrivals.map(({ level, key }) => [level, key])).toEqual([['patient', study?.patient]]);
    }
    await link.client.request('applications.set_options', { application, options: { grouping: 'study' } });
    const { arrivals } = await explain('--patient', 'STORED');
    expect(arrivals.map(({ level, key }) => [level, key])).toEqual([['study', study?.id]]);

    await link.client.request('applications.set_options', {
      application,
      options: { filters: { enabled: true, modalities: ['PT'] } },
    });
    const [kept] = (await explain('--study', study?.id ?? '')).arrivals;
    expect(kept?.filters.enabled).toBe(true);
    expect(kept?.jobs.find((job) => job.jobName === 'good')?.reason).toMatchObject({
      code: 'filtered-out',
      message: 'The filters let none of 3 instances pass: 3 by modality.',
    });
    expect(await link.client.request('runs.list', { application })).toMatchObject({ total: 0 });
  });
});

describe('a changed callback', () => {
  it('is replayed over what is stored, as a sentence and as JSON; nothing is run', async () => {
    await link.client.request('applications.set_options', {
      application,
      options: { grouping: 'study', filters: { enabled: false } },
    });
    const folder = path.join(home, 'grade');
    mkdirSync(path.join(folder, 'registry'), { recursive: true });
    mkdirSync(path.join(folder, 'module'));
    const callback = 'def callback(headers, **kwargs):\n    return headers["tags"]["PatientID"] == "STORED"';
    writeFileSync(path.join(folder, 'registry', '__init__.py'), callback);
    writeFileSync(
      path.join(folder, 'registry', 'settings.json'),
      JSON.stringify({ jobName: 'grade', worker: 'grade.worker', callback: 'grade.callback' }),
    );
    const { code, output } = await run('--json', 'replay', 'service', '--path', folder);
    expect(code).toBe(0);
    const schema = z.object({
      task: z.object({ kind: z.literal('replay'), state: z.literal('succeeded') }),
      summary: replaySummarySchema,
      differences: z.array(replayRowSchema),
    });
    const { summary, differences } = schema.parse(JSON.parse(output));
    expect(summary).toMatchObject({ service: 'grade', asked: 1, wouldRun: 1, withoutThen: 1, differing: 0 });
    expect(differences).toMatchObject([
      { PatientID: 'STORED', jobName: 'grade', change: 'new', before: null },
    ]);
    expect((await run('replay', 'service', '--path', folder)).output).toBe(
      'grade would run on 1 of 1 studies; 0 differ from what was planned then. On 1 nothing of it was planned then.\n',
    );
    expect(await run('replay', 'service', '--name', 'nobody')).toMatchObject({ code: 1 });
    expect(await link.client.request('runs.list', { application })).toMatchObject({ total: 0 });
  });
});

describe('a run', () => {
  it('skips and warns exactly as it was explained, with every reason on the command line', async () => {
    const { client } = link;
    await client.request('applications.set_options', {
      application,
      options: { filters: { enabled: false } },
    });
    await store('RUN', 9);
    const [explained] = (await explain('--patient', 'RUN')).arrivals;
    await client.request('arrivals.process_now', { application });
    await followRuns(client, application, { progress: () => undefined });
    const { rows } = await client.request('runs.list', { application });
    const summary = rows.find(({ PatientID }) => PatientID === 'RUN');
    const detail = await client.request('runs.get', { application, run: summary?.id ?? '' });

    const planned = detail.jobRuns.map(({ jobName, entity, state, reason }) => ({
      jobName,
      entity,
      reason: state === 'skipped' && reason?.code !== 'dependency-failed' ? reason : null,
    }));
    const withoutTrace = <Job extends (typeof planned)[number]>({ jobName, entity, reason }: Job) => ({
      jobName,
      entity,
      reason: reason === null ? null : { code: reason.code, message: reason.message },
    });
    expect(planned.map(withoutTrace)).toEqual(explained?.jobs.map(withoutTrace));
    const codes = (warnings: { code: string }[] | undefined) =>
      warnings?.map(({ code }) => code).filter((code) => code !== 'incomplete');
    expect(codes(detail.warnings)).toEqual(codes(explained?.warnings));

    const { output } = await run('show', 'run', detail.id);
    for (const { jobName } of planned.filter(({ reason }) => reason !== null)) {
      expect(output).toMatch(new RegExp(`^${jobName} .*skipped`, 'm'));
    }
    for (const text of [
      'and no installed service has a job of that name',
      'needs itself, by way of',
      'is disabled in its settings',
      'comes first: the one of service "all"',
      'did not want it',
      'raised ValueError: the table is missing',
      'tuple of length 3',
      'did not answer within 1 s',
      'raised SystemExit',
      "There is no Python module 'all.none'",
      "No module named 'nothing_like_this'",
      'runs before all post jobs',
      'Warning: The settings of service "damaged" cannot be used',
      'job "invalid" is no valid job: field "callback"',
    ]) {
      expect(output).toContain(text);
    }
  });
});
