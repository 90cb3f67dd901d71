import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, Reason } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import { createTinyRuntime, openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication, TinyRuntime } from '../dispatch/testing/index.ts';
import { createPlanning } from './index.ts';
import type { PlannedService, Planning } from './index.ts';
import { createTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';

let application: TestApplication;
let archive: TestArchive;
let runtime: TinyRuntime;
let services: PlannedService[];
let planning: Planning | null;
let dispatchWoken: number;
let endedRuns: string[];

beforeEach(() => {
  application = openTestApplication();
  archive = createTestArchive(application.context);
  runtime = createTinyRuntime();
  services = [];
  planning = null;
  dispatchWoken = 0;
  endedRuns = [];
});
afterEach(async () => {
  await planning?.close();
  application.close();
  application.remove();
});

function open(): Planning {
  planning = createPlanning(application.context, {
    runtime,
    instances: archive,
    services: { installed: () => services },
    readTags: archive.readTags,
    wakeDispatch: () => {
      dispatchWoken += 1;
    },
    onRunEnded: (run) => endedRuns.push(run),
  });
  return planning;
}
function service(name: string, ...entries: object[]): PlannedService {
  return { name, contentHash: `hash-of-${name}`, entries, problem: null };
}
function entry(jobName: string, more: object = {}): object {
  return { jobName, worker: `${jobName}.worker`, callback: `${jobName}.callback`, ...more };
}
interface RunRow {
  id: string;
  number: number;
  state: string;
  headers: string;
  added_params: string;
  instance_count: number;
  series_count: number;
  study_count: number;
  planning_faults: number;
  finished_at: number | null;
}
interface JobRow {
  id: string;
  run_id: string;
  job_name: string;
  service: string | null;
  service_hash: string | null;
  job_group: string;
  state: string;
  reason: string | null;
  open_dependencies: number;
  callback_answer: string | null;
  injected: string | null;
  priority: number;
  timeout_ms: number;
  definition: string;
}
const all = <Row>(sql: string, ...parameters: string[]) =>
  application.context.history.all<Row>(sql, parameters);
const runs = () => all<RunRow>('SELECT * FROM run ORDER BY number');
const jobRuns = () => all<JobRow>('SELECT * FROM job_run ORDER BY key');
const warnings = () =>
  all<{ reason: string }>('SELECT reason FROM run_warning ORDER BY run_id, position').map(
    (row) => JSON.parse(row.reason) as Reason,
  );
const states = () => Object.fromEntries(jobRuns().map((row) => [row.job_name, row.state]));
const reasonOf = (jobName: string) => {
  const text = jobRuns().find((row) => row.job_name === jobName)?.reason ?? null;
  return text === null ? null : (JSON.parse(text) as Reason);
};
const arrivals = () => all<{ id: string; state: string; problem: string | null }>('SELECT * FROM arrival');
const untilRuns = (count: number) => application.until(() => runs().length >= count);

/** Plans one arrival of a patient with these services and waits for its run. */
async function plan(...installed: PlannedService[]): Promise<RunRow> {
  services = installed;
  archive.arrive(archive.add({ PatientID: 'P1', studies: [[2]] }));
  open();
  await untilRuns(1);
  return runs()[0]!;
}

describe('the input of a run', () => {
  it('is copied to dicom/<patient>/<series>/<instance>.dcm, writable for jobs, and the originals stay untouched', async () => {
    const patient = archive.add({ PatientID: 'P1', studies: [[2, 3], [1]] });
    archive.arrive(patient);
    open();
    await untilRuns(1);
    const [run] = runs();
    expect(run).toMatchObject({ study_count: 2, series_count: 3, instance_count: 6 });
    const { data } = runFolders(application.context.folders, run!.id);
    for (const [key, instances] of archive.series) {
      const [row] = all<{ id: string }>('SELECT id FROM series WHERE key = ?', String(key));
      for (const instance of instances) {
        const copy = path.join(data, 'dicom', patient, row!.id, `${instance.id}.dcm`);
        expect(readFileSync(copy)).toEqual(readFileSync(instance.file));
        expect(statSync(copy).nlink).toBe(1);
        writeFileSync(copy, 'changed by a job');
        expect(statSync(instance.file).size).toBe(instance.size);
      }
    }
  });

  it('goes on without instances that are missing or cut short, and says so', async () => {
    const patient = archive.add({ PatientID: 'P1', studies: [[3, 1]] });
    const [first, second] = [...archive.series.values()];
    rmSync(first![0]!.file);
    truncateSync(first![1]!.file, 5);
    archive.arrive(patient);
    services = [service('s', entry('s'))];
    open();
    await untilRuns(1);
    expect(runs()[0]).toMatchObject({ state: 'active', instance_count: 2, series_count: 2 });
    expect(warnings()).toMatchObject([
      {
        code: 'instance-missing',
        message: expect.stringContaining('2 of 3 instances'),
        details: expect.stringMatching(/is missing\n.*has 5 bytes/),
      },
    ]);
    expect(second).toHaveLength(1);
  });

  it('of which nothing is left ends the run as failed instead of asking callbacks about nothing', async () => {
    const patient = archive.add({ PatientID: 'P1', studies: [[1]] });
    rmSync([...archive.series.values()][0]![0]!.file);
    archive.arrive(patient);
    services = [service('s', entry('s'))];
    open();
    await untilRuns(1);
    expect(runs()).toMatchObject([{ state: 'failed', instance_count: 0 }]);
    expect(warnings().map((warning) => warning.code)).toEqual(['instance-missing', 'no-jobs']);
    expect(runtime.asked).toEqual([]);
    expect(endedRuns).toEqual([runs()[0]!.id]);
  });
});

describe('headers', () => {
  it('have exactly the shape that services written for the original know, with numbers of instances added', async () => {
    const patient = archive.add({ PatientID: 'P1', studies: [[1, 1], [1]] });
    archive.arrive(patient);
    services = [service('s', entry('s'))];
    open();
    await untilRuns(1);
    const headers = JSON.parse(runs()[0]!.headers) as JsonObject;
    expect(runtime.asked[0]?.request.headers).toEqual(headers);
    const ids = (table: string) =>
      all<{ id: string }>(`SELECT id FROM ${table} ORDER BY key`).map((row) => row.id);
    const [seriesA, seriesB, seriesC] = ids('series');
    const [studyA, studyB] = ids('study');
    const tags = (uid: string) => ({
      PatientID: 'P1',
      SeriesInstanceUID: uid,
      InstanceNumber: '1',
      ImageType: 'ORIGINAL\\PRIMARY',
      Manufacturer: 'None',
    });
    expect(headers).toEqual({
      id: patient,
      tags: { PatientID: 'P1', PatientSex: 'O' },
      dcmpath: `dicom/${patient}`,
      studyIds: [studyA, studyB],
      seriesIds: [seriesA, seriesB, seriesC],
      studies: [
        {
          id: studyA,
          tags: { StudyInstanceUID: '1.2.1.1', StudyDate: '20240101' },
          series: [
            { id: seriesA, tags: tags('1.2.1.1.1'), instanceCount: 1 },
            { id: seriesB, tags: tags('1.2.1.1.2'), instanceCount: 1 },
          ],
        },
        {
          id: studyB,
          tags: { StudyInstanceUID: '1.2.1.2', StudyDate: '20240101' },
          series: [{ id: seriesC, tags: tags('1.2.1.2.1'), instanceCount: 1 }],
        },
      ],
    });
  });

  it('are cut to the chosen fields at every level when full tags are off', async () => {
    application.options.fullTags = false;
    application.options.headerFields = ['PatientID', 'StudyDate'];
    const run = await plan(service('s', entry('s')));
    const headers = JSON.parse(run.headers) as {
      tags: object;
      studies: { tags: object; series: { tags: object }[] }[];
    };
    expect(headers.tags).toEqual({ PatientID: 'P1' });
    expect(headers.studies[0]?.tags).toEqual({ StudyDate: '20240101' });
    expect(headers.studies[0]?.series[0]?.tags).toEqual({ PatientID: 'P1' });
  });
});

describe('an arrival of a study or series', () => {
  it('names just that in the shape of a patient, and has just that as input', async () => {
    const patient = archive.add({ PatientID: 'P1', studies: [[1, 2], [1]] });
    const arrival = archive.arrive(patient);
    const { history } = application.context;
    const [, second] = all<{ id: string; key: number }>('SELECT id, key FROM series ORDER BY key');
    history.run("UPDATE arrival SET level = 'series', entity_id = ?", [second!.id]);
    history.run('DELETE FROM arrival_series WHERE arrival_id = ? AND series_key <> ?', [
      arrival,
      second!.key,
    ]);
    open();
    await untilRuns(1);
    const [run] = runs();
    const headers = JSON.parse(run!.headers) as JsonObject;
    const [study] = all<{ id: string }>('SELECT id FROM study ORDER BY key');
    expect(headers).toMatchObject({
      id: patient,
      dcmpath: `dicom/${patient}`,
      studyIds: [study!.id],
      seriesIds: [second!.id],
    });
    const { data } = runFolders(application.context.folders, run!.id);
    expect(readdirSync(path.join(data, 'dicom', patient))).toEqual([second!.id]);
    expect(run).toMatchObject({ study_count: 1, series_count: 1, instance_count: 2 });
  });
});

describe('callbacks', () => {
  it('are all asked before any job runs: pre, registry, post, each by sortPosition, service name and place', async () => {
    application.options.preServices = [
      entry('pre'),
      entry('early pre', { worker: 'p.w', callback: 'p.c', sortPosition: 0 }),
    ];
    application.options.postServices = [entry('post', { sortPosition: -5 })];
    await plan(
      service('zeta', entry('z1'), entry('z2', { sortPosition: -999 })),
      service('alpha', entry('a1'), entry('a2'), entry('late', { sortPosition: 1000 })),
    );
    expect(runtime.trace).toEqual([
      '? early pre',
      '? pre',
      '? z2',
      '? a1',
      '? a2',
      '? z1',
      '? late',
      '? post',
    ]);
    expect(dispatchWoken).toBe(1);
  });

  it('get params as they stand, null where there are none, and the environment of the original', async () => {
    const run = await plan(service('s', entry('a', { params: { threshold: 3 } }), entry('b')));
    expect(runtime.asked.map(({ question }) => question.params)).toEqual([{ threshold: 3 }, null]);
    const { folders } = application.context;
    expect(runtime.asked[0]?.request).toMatchObject({
      registryFolder: folders.registry,
      callbackTimeoutMs: 60_000,
      variables: {
        DATA: runFolders(folders, run.id).data,
        LOGS: folders.logs,
        MODULES: folders.modules,
        MODULE: folders.modules,
        REGISTRY: folders.registry,
        DEFUALT_CHANNEL: 'default',
        ORTHANC_DEFUALT_STORE: 'pac',
        CLEAN_ORTHANC: '0',
      },
    });
  });

  it('see what accepted jobs before them injected, not what declined or failed ones did', async () => {
    runtime.callbacks['a.callback'] = () => ({ path: 'out/a' });
    runtime.callbacks['b.callback'] = () => false;
    runtime.callbacks['c.callback'] = () => new Error('no');
    const run = await plan(service('s', entry('a'), entry('b'), entry('c'), entry('d')));
    expect(runtime.asked.map(({ question }) => question.addedParams)).toEqual([
      {},
      { a: { path: 'out/a' } },
      { a: { path: 'out/a' } },
      { a: { path: 'out/a' } },
    ]);
    expect(JSON.parse(run.added_params)).toEqual({ a: { path: 'out/a' } });
  });

  it('never see what was injected for another patient', async () => {
    runtime.callbacks['a.callback'] = (_question, request) => ({ patient: request.headers['id'] ?? null });
    runtime.callbacks['b.callback'] = (question) => ({ seen: question.addedParams });
    services = [service('s', entry('a'), entry('b'))];
    const patients = ['P1', 'P2', 'P3'].map((PatientID) => archive.add({ PatientID, studies: [[1]] }));
    // The second one declines: what the first injected must not stand in for it.
    const first = runtime.callbacks['a.callback'];
    runtime.callbacks['a.callback'] = (question, request) =>
      request.headers['id'] === patients[1] ? false : first(question, request);
    for (const patient of patients) archive.arrive(patient);
    open();
    await untilRuns(3);
    expect(runs().map((run) => JSON.parse(run.added_params) as unknown)).toEqual([
      { a: { patient: patients[0] }, b: { seen: { a: { patient: patients[0] } } } },
      { b: { seen: {} } },
      { a: { patient: patients[2] }, b: { seen: { a: { patient: patients[2] } } } },
    ]);
  });

  it('that fail skip their job with what they said, and nothing else', async () => {
    runtime.callbacks['bad.callback'] = () => new Error('division by zero');
    await plan(service('s', entry('bad'), entry('good')));
    expect(states()).toEqual({ bad: 'skipped', good: 'queued' });
    expect(reasonOf('bad')).toEqual({
      code: 'callback-failed',
      message: 'division by zero',
      details: 'Traceback …',
    });
    expect(JSON.parse(jobRuns().find((row) => row.job_name === 'bad')!.callback_answer!)).toMatchObject({
      kind: 'failed',
      message: 'division by zero',
      traceback: 'Traceback …',
    });
    expect(runs()).toMatchObject([{ state: 'active', planning_faults: 1 }]);
  });

  it.each(['raised', 'invalid-answer', 'timed-out', 'not-found', 'import-failed', 'died'] as const)(
    'that end with %s leave what they took and printed in the job run',
    async (cause) => {
      runtime.callbacks['s.callback'] = () => ({
        answer: { kind: 'failed', cause, message: 'why', traceback: null, durationMs: 5, output: 'printed' },
      });
      const run = await plan(service('s', entry('s')));
      expect(reasonOf('s')).toEqual({ code: 'callback-failed', message: 'why', details: null });
      expect(run).toMatchObject({ state: 'failed', planning_faults: 1 });
      expect(JSON.parse(jobRuns()[0]!.callback_answer!)).toMatchObject({ durationMs: 5, output: 'printed' });
    },
  );

  it('that answer oddly are taken at their word, with a remark', async () => {
    runtime.callbacks['s.callback'] = () => ({
      answer: {
        kind: 'accepted',
        injected: { a: 1 },
        warning: 'It returned a list of three.',
        durationMs: 1,
        output: '',
      },
    });
    await plan(service('s', entry('s')));
    expect(warnings()).toMatchObject([
      { code: 'callback-remark', message: 'Job "s": It returned a list of three.' },
    ]);
    expect(JSON.parse(jobRuns()[0]!.injected!)).toEqual({ a: 1 });
  });

  it('tells in the reason of a job what is to be said of the no of its callback', async () => {
    const answer = { kind: 'declined', warning: 'It returned nothing.', durationMs: 1, output: '' } as const;
    runtime.callbacks['s.callback'] = () => ({ answer });
    await plan(service('s', entry('s')));
    expect(reasonOf('s')).toMatchObject({
      code: 'callback-declined',
      message: 'The callback of "s" did not want it. It returned nothing.',
    });
    expect(warnings().filter(({ code }) => code === 'callback-remark')).toEqual([]);
  });

  it('are read anew for every patient, so that changed settings take effect at once', async () => {
    await plan(service('s', entry('before')));
    services = [service('s', entry('after'))];
    archive.arrive(archive.add({ PatientID: 'P2', studies: [[1]] }));
    planning?.wake();
    await untilRuns(2);
    expect(jobRuns().map((row) => row.job_name)).toEqual(['before', 'after']);
  });
});

describe('nothing is dropped silently', () => {
  it('a disabled job is not asked and says so', async () => {
    const run = await plan(service('s', entry('off', { disabled: true }), entry('on', { dependsOn: 'off' })));
    expect(runtime.trace).toEqual(['? on']);
    expect(reasonOf('off')?.code).toBe('disabled');
    expect(reasonOf('on')).toMatchObject({
      code: 'dependency-skipped',
      message: expect.stringContaining('disabled'),
    });
    expect(run.state).toBe('succeeded');
  });

  it('of two jobs with one name the first in order runs, whichever file was read first', async () => {
    await plan(service('b', entry('same')), service('a', entry('same', { sortPosition: 1000 })));
    expect(jobRuns().map((row) => [row.service, row.state])).toEqual([
      ['b', 'queued'],
      ['a', 'skipped'],
    ]);
    const loser = jobRuns()[1]!;
    expect(JSON.parse(loser.reason!)).toMatchObject({
      code: 'duplicate-job-name',
      message: expect.stringContaining('service "b"'),
    });
  });

  it('an entry that is no job is a warning that names job and field', async () => {
    const run = await plan(
      service('s', { jobName: 'x', worker: 'nodot', callback: 'x.c' }, { worker: 'a.b' }, entry('good')),
    );
    expect(jobRuns().map((row) => row.job_name)).toEqual(['good']);
    expect(warnings().map((warning) => warning.code)).toEqual(['definition-invalid', 'definition-invalid']);
    expect(warnings()[0]?.message).toContain('Service "s", job "x" is no valid job: field "worker"');
    expect(warnings()[1]?.message).toContain('entry 2');
    expect(run.planning_faults).toBe(2);
  });

  it('settings that cannot be read at all are a warning', async () => {
    const run = await plan({
      name: 's',
      contentHash: '',
      entries: [],
      problem: 'The file is not valid JSON.',
    });
    expect(warnings().map((warning) => warning.code)).toEqual(['service-invalid', 'no-jobs']);
    expect(run.state).toBe('failed');
  });

  it('a channel that no environment serves is named', async () => {
    runtime.environmentList = [{ name: 'base', channels: ['default', 'gpu'], slots: 1, description: '' }];
    await plan(service('s', entry('a', { channel: 'mars' }), entry('b', { channel: 'gpu' }), entry('c')));
    expect(states()).toEqual({ a: 'skipped', b: 'queued', c: 'queued' });
    expect(reasonOf('a')).toMatchObject({
      code: 'channel-not-served',
      message: expect.stringContaining('"mars"'),
    });
  });

  it('a timeout or priority that means nothing is a warning, and the default is used', async () => {
    await plan(
      service(
        's',
        entry('a', { timeout: 'soon', priority: 'urgent' }),
        entry('b', { timeout: '2h30m', priority: 'low' }),
      ),
    );
    expect(jobRuns().map((row) => [row.timeout_ms, row.priority])).toEqual([
      [3_600_000, 0],
      [9_000_000, -20],
    ]);
    expect(warnings().map((warning) => warning.message)).toEqual([
      expect.stringContaining('"soon"'),
      expect.stringContaining('"urgent"'),
    ]);
  });

  it('a run for which nothing is installed ends at once and says that there was nothing to do', async () => {
    const run = await plan();
    expect(run).toMatchObject({ state: 'succeeded', finished_at: expect.any(Number) });
    expect(warnings()).toMatchObject([{ code: 'no-jobs' }]);
    expect(endedRuns).toEqual([run.id]);
    expect(dispatchWoken).toBe(0);
  });

  it('a run that nobody wanted has succeeded', async () => {
    runtime.callbacks['s.callback'] = () => false;
    const run = await plan(service('s', entry('s')));
    expect(run.state).toBe('succeeded');
    expect(reasonOf('s')?.code).toBe('callback-declined');
    expect(warnings()).toMatchObject([{ code: 'no-jobs' }]);
  });
});

describe('what is recorded', () => {
  it('has jobs wait for what they need, and names service and version', async () => {
    application.options.preServices = [entry('pre')];
    await plan(service('s', entry('a', { dependsOn: 'pre' }), entry('b', { dependsOn: ['a'] })));
    expect(
      jobRuns().map((row) => [
        row.job_name,
        row.job_group,
        row.state,
        row.open_dependencies,
        row.service,
        row.service_hash,
      ]),
    ).toEqual([
      ['pre', 'pre', 'queued', 0, null, null],
      ['a', 'registry', 'waiting', 1, 's', 'hash-of-s'],
      ['b', 'registry', 'waiting', 2, 's', 'hash-of-s'],
    ]);
    expect(JSON.parse(jobRuns()[1]!.definition)).toMatchObject({
      sortPosition: 999,
      dependsOn: ['pre'],
      channel: 'default',
    });
  });

  it('keeps job names that are special in JavaScript like any other', async () => {
    runtime.callbacks['a.callback'] = () => ({ x: 1 });
    const run = await plan(service('s', entry('__proto__', { worker: 'a.w', callback: 'a.callback' })));
    expect(run.added_params).toBe('{"__proto__":{"x":1}}');
  });

  it('tells arrivals, runs and job runs after the commit, in which all of it is true', async () => {
    const seen: string[] = [];
    application.context.events.listen((name) => seen.push(`${name} ${runs().length} ${jobRuns().length}`));
    await plan(service('s', entry('s')));
    expect(seen).toEqual(['arrivals.changed 1 1', 'runs.changed 1 1', 'job_runs.changed 1 1']);
  });
});

describe('an arrival that cannot be planned now', () => {
  it('waits with its problem while Python cannot be started, lets no copies behind, and goes on when it can', async () => {
    runtime.broken = true;
    services = [service('s', entry('s'))];
    archive.arrive(archive.add({ PatientID: 'P1', studies: [[1]] }));
    const room = open();
    await application.until(() => arrivals()[0]?.problem !== null);
    expect(arrivals()[0]).toMatchObject({
      state: 'complete',
      problem: expect.stringContaining('There is no Python.'),
    });
    expect(runs()).toEqual([]);
    expect(readdirSync(application.context.folders.runs)).toEqual([]);
    runtime.broken = false;
    room.wake();
    await untilRuns(1);
    expect(arrivals()[0]).toMatchObject({ state: 'planned', problem: null });
  });

  it('says so where the disk is the reason', async () => {
    const { runs } = application.context.folders;
    rmSync(runs, { recursive: true });
    writeFileSync(runs, 'a file in place of the folder');
    services = [service('s', entry('s'))];
    archive.arrive(archive.add({ PatientID: 'P1', studies: [[1]] }));
    open();
    await application.until(() => arrivals()[0]?.problem !== null);
    expect(arrivals()[0]?.problem).toContain(
      'The input of the run could not be copied. Check the free space',
    );
  });

  it('does not hold up those behind it', async () => {
    services = [service('s', entry('s'))];
    const patients = ['P1', 'P2'].map((PatientID) => archive.add({ PatientID, studies: [[1]] }));
    const [first] = patients.map((patient) => archive.arrive(patient));
    const openPlanning = runtime.openPlanning.bind(runtime);
    runtime.openPlanning = (request, signal) => {
      if (request.headers['id'] === patients[0]) return Promise.reject(new Error('only this one'));
      return openPlanning(request, signal);
    };
    open();
    await untilRuns(1);
    expect(JSON.parse(runs()[0]!.headers)).toMatchObject({ id: patients[1] });
    expect(arrivals().find((arrival) => arrival.id === first)).toMatchObject({ state: 'complete' });
  });

  it('is not planned as if every callback had failed when planning is closed under it', async () => {
    services = [service('s', entry('a'), entry('b'))];
    archive.arrive(archive.add({ PatientID: 'P1', studies: [[1]] }));
    let release: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      runtime.openPlanning = async () => ({
        ask: () => {
          resolve();
          return new Promise((answer) => {
            release = () =>
              answer({
                kind: 'failed',
                cause: 'died',
                message: 'closed',
                traceback: null,
                durationMs: 1,
                output: '',
              });
          });
        },
        close: async () => release(),
      });
    });
    const room = open();
    await asked;
    await room.close();
    expect(runs()).toEqual([]);
    expect(arrivals()).toMatchObject([{ state: 'complete', problem: null }]);
  });

  it('is planned anew after a kill, without what the first try left in the folder', async () => {
    services = [service('s', entry('s'))];
    archive.arrive(archive.add({ PatientID: 'P1', studies: [[1]] }));
    const asked = new Promise<void>((resolve) => {
      runtime.openPlanning = async () => ({
        ask: () => {
          resolve();
          return new Promise(() => undefined);
        },
        close: async () => undefined,
      });
    });
    open();
    await asked;
    // Killed here: the room above never gets its answer.
    const [left] = readdirSync(application.context.folders.runs);
    const leftover = path.join(runFolders(application.context.folders, left!).data, 'leftover');
    writeFileSync(leftover, '');
    planning = null;
    runtime = createTinyRuntime();
    application.reopen();
    open();
    await untilRuns(1);
    expect(runs().map((run) => run.id)).toEqual([left]);
    expect(existsSync(leftover)).toBe(false);
    expect(readdirSync(application.context.folders.runs)).toEqual([left]);
  });
});

it('finds complete arrivals by an index, however many were planned', () => {
  const steps = application.context.history.explain(
    "SELECT id FROM arrival WHERE state = 'complete' ORDER BY completed_at, id LIMIT 1",
  );
  expect(steps.join('\n')).toContain('arrival_complete');
  expect(steps.join('\n')).not.toContain('TEMP B-TREE');
});
