import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplayRow, ReplaySummary, Task } from '../../../../contract/index.ts';
import { silentLogger } from '../../context/index.ts';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import { getTask } from '../../history/index.ts';
import { createLocalRuntime } from '../../runtimes/index.ts';
import type { Runtime } from '../../runtimes/index.ts';
import { createPlanning } from '../index.ts';
import type { PlannedService, Planning } from '../index.ts';
import { createTestArchive } from '../testing/index.ts';
import type { TestArchive } from '../testing/index.ts';
import { pageOfOthers, pageOfRuns } from './population.ts';

let application: TestApplication;
let archive: TestArchive;
let runtime: Runtime;
let services: PlannedService[];
let planning: Planning;
let folder: string;

beforeEach(async () => {
  application = openTestApplication();
  archive = createTestArchive(application.context);
  folder = mkdtempSync(path.join(os.tmpdir(), 'replayed-'));
  vi.stubEnv('TMPDIR', folder);
  services = [];
  runtime = await createLocalRuntime({
    packageFolder: fileURLToPath(new URL('../../../../templates/python', import.meta.url)),
    python: null,
    slots: 1,
    log: silentLogger,
  });
  open();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await planning.close();
  await runtime.close();
  application.close();
  application.remove();
  rmSync(folder, { recursive: true, force: true });
});

function open(): void {
  planning = createPlanning(application.context, {
    runtime,
    instances: archive,
    services: { installed: () => services },
    readTags: archive.readTags,
    wakeDispatch: () => undefined,
    onRunEnded: () => undefined,
  });
}

/** Puts callbacks in place as an installed service. */
function install(name: string, code: string, ...entries: object[]): void {
  const registry = path.join(application.context.folders.registry, name);
  mkdirSync(registry, { recursive: true });
  writeFileSync(path.join(registry, '__init__.py'), code);
  services.push({ name, contentHash: '', entries: entries.map((one) => job(name, one)), problem: null });
}
/** Writes a service folder. */
function write(name: string, code: string, ...entries: object[]): string {
  const target = path.join(folder, name);
  mkdirSync(path.join(target, 'registry'), { recursive: true });
  mkdirSync(path.join(target, 'module'), { recursive: true });
  writeFileSync(path.join(target, 'registry', '__init__.py'), code);
  const settings = JSON.stringify(entries.map((one) => job(name, one)));
  writeFileSync(path.join(target, 'registry', 'settings.json'), settings);
  return target;
}
const job = (name: string, more: object) => ({
  worker: `${name}.work`,
  callback: `${name}.callback`,
  ...more,
});

const runs = () => application.context.history.all<{ id: string }>('SELECT id FROM run').length;
async function plan(PatientID: string, studies = [[1]]): Promise<string> {
  const patient = archive.add({ PatientID, studies });
  await arrive(patient);
  return patient;
}
async function arrive(patient: string): Promise<void> {
  const before = runs();
  archive.arrive(patient);
  planning.wake();
  await application.until(() => runs() > before);
}

interface Found {
  task: Task;
  summary: ReplaySummary;
  rows: ReplayRow[];
}
async function replay(request: Parameters<Planning['replay']['start']>[0]): Promise<Found> {
  const { id } = planning.replay.start(request);
  await application.until(() => getTask(application.context.history, id).state !== 'running');
  const { summary, differences } = planning.replay.get({ task: id, limit: 500 });
  return { task: getTask(application.context.history, id), summary, rows: differences.rows };
}
const changes = (rows: readonly ReplayRow[]) =>
  rows.map((row) => [
    row.PatientID,
    row.jobName,
    row.change,
    row.before?.reason?.code,
    row.now?.reason?.code,
  ]);

/** Wants patients whose number is at least so much, and says how often this process was asked before. */
const wantsFrom = (least: number, more = '') => `
asked = []
def callback(jobName, headers, params, added_params, **kwargs):
    asked.append(headers["id"])
    assert len(asked) == 1, asked
    number = int(headers["tags"]["PatientID"][1:])
    print("number", number)
    ${more}
    return number >= ${least}, {"least": "same"}
`;

describe('a changed callback', () => {
  it('is asked about all that is stored: what would run, and what differs, with both reasons', async () => {
    install('grade', wantsFrom(3), { jobName: 'grade' });
    for (let number = 1; number <= 6; number++) await plan(`P${number}`);
    archive.add({ PatientID: 'P7', studies: [[1]] });
    application.context.history.run('UPDATE study SET instance_count = 1');
    const before = runs();

    const changed = write('grade', wantsFrom(5, 'assert number != 6, "six"'), { jobName: 'grade' });
    const { task, summary, rows } = await replay({ path: changed });
    expect(task).toMatchObject({ state: 'succeeded', done: 7, total: 7, kind: 'replay' });
    expect(summary).toMatchObject({
      service: 'grade',
      jobs: ['grade'],
      level: 'patient',
      asked: 7,
      wouldRun: 2,
      ranThen: 4,
      differing: 3,
      withoutThen: 1,
      failed: 1,
      leftOut: 0,
      changes: { 'not-any-more': 3, new: 1 },
    });
    expect(changes(rows)).toEqual([
      ['P3', 'grade', 'not-any-more', undefined, 'callback-declined'],
      ['P4', 'grade', 'not-any-more', undefined, 'callback-declined'],
      ['P6', 'grade', 'not-any-more', undefined, 'callback-failed'],
      ['P7', 'grade', 'new', undefined, undefined],
    ]);
    expect(rows[2]?.now?.reason?.message).toContain('AssertionError: six');
    expect(rows[0]?.output).toBe('number 3\n');
    expect(runs()).toBe(before);
    expect(application.context.history.all('SELECT * FROM job_run')).toHaveLength(6);

    const same = await replay({ service: 'grade' });
    expect(same.summary).toMatchObject({ asked: 7, wouldRun: 5, differing: 0, changes: { new: 1 } });
    expect(readdirSync(folder)).toEqual(['grade']);
  });

  it('stands between the other services as they were: what they injected, and what of them was skipped', async () => {
    install(
      'first',
      'def callback(headers, **kwargs):\n    return headers["tags"]["PatientID"] != "P2", {"x": 1}',
      {
        jobName: 'first',
        sortPosition: 1,
      },
    );
    install('last', 'def callback(**kwargs):\n    return True, {"x": 3}', {
      jobName: 'last',
      sortPosition: 9,
    });
    install('mine', 'def callback(**kwargs):\n    return True', { jobName: 'mine', sortPosition: 5 });
    await plan('P1');
    await plan('P2');
    // The others change as well, and count as they stood.
    writeFileSync(
      path.join(application.context.folders.registry, 'first', '__init__.py'),
      'raise ValueError',
    );
    const code = `
from last import callback as other
def callback(added_params, **kwargs):
    print(added_params)
    return True, {"seen": sorted(added_params)}
`;
    const path2 = write(
      'mine',
      code,
      { jobName: 'mine', sortPosition: 5, dependsOn: 'first' },
      { jobName: 'more' },
    );
    const { summary, rows } = await replay({ path: path2, job: 'mine' });
    expect(summary).toMatchObject({ jobs: ['mine'], asked: 2, wouldRun: 1, ranThen: 2, differing: 2 });
    expect(changes(rows)).toEqual([
      ['P1', 'mine', 'other-parameters', undefined, undefined],
      ['P2', 'mine', 'not-any-more', undefined, 'dependency-skipped'],
    ]);
    expect(rows.map((row) => row.output)).toEqual(["{'first': {'x': 1}}\n", '{}\n']);
  });

  it('is compared with the last run, per series where it asks so, and tells of jobs that are gone', async () => {
    install(
      'parts',
      'def callback(**kwargs):\n    return True',
      { jobName: 'each', grouping: 'series' },
      { jobName: 'gone' },
    );
    const patient = await plan('P1', [[1, 1]]);
    const decline = 'def callback(**kwargs):\n    return False';
    writeFileSync(path.join(application.context.folders.registry, 'parts', '__init__.py'), decline);
    await arrive(patient);
    application.context.history.run("UPDATE run SET state = 'replaced' WHERE number = 2");
    const one =
      'def callback(headers, **kwargs):\n    return headers["studies"][0]["series"][0]["tags"]["SeriesInstanceUID"].endswith("1")';
    const { rows } = await replay({ path: write('parts', one, { jobName: 'each', grouping: 'series' }) });
    expect(changes(rows)).toEqual([
      ['P1', 'each', 'not-any-more', undefined, 'callback-declined'],
      ['P1', 'gone', 'not-any-more', undefined, undefined],
    ]);
    expect(rows.map((row) => [row.entity?.level, row.now === null])).toEqual([
      ['series', false],
      [undefined, true],
    ]);
  });

  it('that prints and fails without end is kept short, thousands of times over', async () => {
    install('loud', 'def callback(**kwargs):\n    return True', { jobName: 'loud' });
    await plan('P1');
    const code = 'def callback(**kwargs):\n    print("x" * 50000)\n    raise ValueError("y" * 50000)';
    const { rows } = await replay({ path: write('loud', code, { jobName: 'loud' }) });
    const texts = rows.flatMap(({ output, now }) => [output, now?.reason?.message, now?.reason?.details]);
    expect(texts.map((text) => text?.length)).toEqual([4000, 4000, 4000]);
  });

  it('that ends its process, or hangs, costs only its own answer', async () => {
    install('bad', 'def callback(**kwargs):\n    return True', { jobName: 'bad' });
    for (const number of [1, 2, 3]) await plan(`P${number}`);
    application.options.callbackTimeoutSeconds = 0.5;
    const code = `
import os, time
def callback(headers, **kwargs):
    if headers["tags"]["PatientID"] == "P1":
        os._exit(3)
    if headers["tags"]["PatientID"] == "P2":
        time.sleep(600)
    return True
`;
    const { summary, rows } = await replay({ path: write('bad', code, { jobName: 'bad' }) });
    expect(summary).toMatchObject({ asked: 3, wouldRun: 1, failed: 2, differing: 2 });
    expect(rows[0]?.now?.reason?.message).toContain("callback 'bad.callback' ended its process");
    expect(rows[1]?.now?.reason?.message).toContain('did not answer within 0.5 s');
  });
});

describe('a replay', () => {
  it('is refused at once where there is nothing to ask', () => {
    expect(() => planning.replay.start({ service: 'nobody' })).toThrow('no installed service "nobody"');
    expect(() => planning.replay.start({})).toThrow('Name an installed service');
    expect(() => planning.replay.start({ path: path.join(folder, 'nowhere') })).toThrow('There is no folder');
    const target = write('one', '', { jobName: 'one' });
    expect(() => planning.replay.start({ path: target, job: 'two' })).toThrow('has no job "two"');
    expect(() => planning.replay.get({ task: 'nothing', limit: 1 })).toThrow('There is no such replay');
  });

  it('is stopped by hand, and gone on with after a restart from the beginning', async () => {
    install('slow', 'def callback(**kwargs):\n    return True', { jobName: 'slow' });
    for (let number = 1; number <= 4; number++) await plan(`P${number}`);
    const gate = path.join(folder, 'gate');
    const code = `
import os, time
def callback(headers, **kwargs):
    while headers["tags"]["PatientID"] == "P2" and not os.path.exists(${JSON.stringify(gate)}):
        time.sleep(0.01)
    return False
`;
    const target = write('slow', code, { jobName: 'slow' });
    const isDone = (task: string, done: number) => getTask(application.context.history, task).done >= done;
    const first = planning.replay.start({ path: target });
    await application.until(() => isDone(first.id, 1));
    expect(planning.replay.cancel(first.id).state).toBe('cancelled');

    const second = planning.replay.start({ path: target });
    await application.until(() => isDone(second.id, 1));
    await planning.close();
    expect(getTask(application.context.history, second.id).state).toBe('running');
    writeFileSync(gate, '');
    open();
    await application.until(() => getTask(application.context.history, second.id).state === 'succeeded');
    const { summary, differences } = planning.replay.get({ task: second.id, limit: 500 });
    expect(summary).toMatchObject({ asked: 4, wouldRun: 0, differing: 4 });
    expect(differences.rows).toHaveLength(4);
  });
});

it('reads a page of what is stored by keys alone, however much there is', () => {
  const plans = [
    pageOfRuns('identified'),
    ...(['patient', 'study', 'series'] as const).map((level) => pageOfOthers(level, 'anybody')),
  ].map((sql) =>
    application.context.history
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, { level: 'study', after: 7 })
      .map(({ detail }) => detail),
  );
  expect(plans.flat().filter((step) => /^SCAN|TEMP B-TREE/.test(step))).toEqual([]);
});
