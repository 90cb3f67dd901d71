import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCountsSchema, importOutcomeSchema } from '../../contract/index.ts';
import type { Task } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { taskProblem } from './taskProblem.ts';
import { run } from './testing/run.ts';

let folder: string;
let link: EngineLink;
const dockerHost = process.env['DOCKER_HOST'];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-bad-ends-'));
  // The engine has it of this process: there is no Docker.
  process.env['DOCKER_HOST'] = `unix://${path.join(folder, 'none.sock')}`;
  link = await linkToEngine(path.join(folder, 'home'));
  writeFileSync(path.join(folder, 'one.dcm'), buildInstance({ PatientID: 'BAD' }));
  writeService(
    'failing',
    'def worker(**kwargs):\n    raise ValueError("no slice")\n',
    '{"jobName": "measure"',
  );
  writeService('broken', 'def worker(**kwargs):\n    return 1\n', '{"jobName": 7');
  await link.client.request('applications.create', { name: 'Demo', options: { quietSeconds: 0 } });
}, 60_000);
afterAll(async () => {
  await link.close();
  if (dockerHost === undefined) delete process.env['DOCKER_HOST'];
  else process.env['DOCKER_HOST'] = dockerHost;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function writeService(name: string, worker: string, begin: string): void {
  const place = path.join(folder, name);
  for (const part of ['registry', 'module']) mkdirSync(path.join(place, part), { recursive: true });
  writeFileSync(
    path.join(place, 'registry', 'settings.json'),
    `${begin}, "worker": "${name}.worker", "callback": "${name}.callback"}`,
  );
  writeFileSync(path.join(place, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(place, 'module', '__init__.py'), worker);
}
async function json(...words: string[]): Promise<object> {
  const { code, output } = await run(['--json', '-o', ...words, '--home', path.join(folder, 'home')]);
  expect(output.trimEnd().split('\n')).toHaveLength(1);
  return { code, ...(JSON.parse(output) as object) };
}

describe('`ok` is false with exit code 1, what was done stays readable, and the error says why', () => {
  it('where a task failed', async () => {
    const made = ['create', 'app', '--name', 'Contained', '--orthanc', '--pull-images'];
    expect(await json(...made)).toMatchObject({
      code: 1,
      ok: false,
      error: { code: 'task-failed', message: expect.stringContaining('Docker') },
      application: { name: 'Contained' },
      task: { state: 'failed' },
    });
    expect(await json('init', 'app', '--name', 'Contained')).toMatchObject({
      code: 1,
      ok: false,
      error: { code: 'task-failed' },
      task: { state: 'failed' },
    });
    const { code, output, errors } = await run([
      'init',
      'app',
      '--name',
      'Contained',
      '--home',
      path.join(folder, 'home'),
    ]);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toContain('Error: ');
  }, 120_000);

  it('where something does not come up', async () => {
    expect(await json('start', 'app', '--name', 'Contained')).toMatchObject({
      code: 1,
      ok: false,
      error: { message: expect.any(String) },
      life: { state: expect.any(String) },
      components: [{ component: 'orthanc' }],
    });
    const words = ['start', 'app', '--name', 'Contained', '--home', path.join(folder, 'home')];
    const { output, errors } = await run(words);
    expect(output).toMatch(/^The application "Contained" is \w+\.\n$/);
    const [, reason = ''] = /^Error: (.+)$/m.exec(errors) ?? [];
    expect(reason.length).toBeGreaterThan(10);
    expect(output).not.toContain(reason);
  }, 120_000);

  it('where a job failed', async () => {
    expect(
      await json('install', 'service', '--app', 'Demo', '--path', path.join(folder, 'failing')),
    ).toMatchObject({
      ok: true,
      code: 0,
    });
    const failed = { code: 1, ok: false, error: { code: 'job-failed' } };
    expect(await json('import', path.join(folder, 'one.dcm'), '--app', 'Demo', '--wait')).toMatchObject({
      ...failed,
      error: {
        message: 'Run 1 failed. measure: ValueError: no slice',
        advice: expect.stringMatching(/^See: dcm-processor show job [\w-]+$/),
      },
      task: { state: 'succeeded' },
      runs: [{ number: 1, state: 'failed' }],
    });
    const again = ['process-again', '--patient', 'BAD', '--app', 'Demo', '--wait'];
    expect(await json(...again)).toMatchObject({
      ...failed,
      error: { message: 'Run 2 failed. measure: ValueError: no slice' },
      runs: [{ version: 2 }],
    });
    const scratch = ['scratch', '--service', 'failing', '--patient', 'BAD', '--app', 'Demo'];
    expect(await json(...scratch)).toMatchObject({
      ...failed,
      error: { message: expect.stringContaining('measure: ValueError: no slice') },
      scratch: { state: 'failed' },
    });
    const { output } = await run(['list', 'jobs', '--app', 'Demo', '--home', path.join(folder, 'home')]);
    expect(output).toMatch(/measure +failed .+ ValueError: no slice /);
    const [, id = ''] = /(\S+)\n$/.exec(output) ?? [];
    const log = await run(['logs', 'job', id, '--app', 'Demo', '--home', path.join(folder, 'home')]);
    expect(log).toMatchObject({
      code: 0,
      errors: `It printed nothing. Its error or result: dcm-processor show job ${id}\n`,
    });
    expect(await json('requeue', 'job', id, '--app', 'Demo', '--wait')).toMatchObject({
      ...failed,
      error: { message: expect.stringMatching(/^Run \d failed\. measure: ValueError: no slice$/) },
      requeued: 1,
      ended: [{ state: 'failed', jobRuns: [{ id, attempts: 2 }] }],
    });
    expect((await run(['show', 'job', id, '--home', path.join(folder, 'home')])).output).toMatch(
      /Attempt 1: failed, .+, ValueError: no slice\nAttempt 2: failed/,
    );
  }, 120_000);

  it('where nothing of an import is DICOM', async () => {
    const words = ['import', path.join(folder, 'broken'), '--app', 'Demo', '--now', '--wait'];
    expect(await json(...words)).toMatchObject({
      code: 1,
      ok: false,
      error: { code: 'nothing-to-import', message: 'No DICOM instance was taken: 3 not-dicom.' },
      task: { state: 'succeeded' },
      notes: [{ outcome: 'not-dicom' }, {}, {}],
    });
    // It is DICOM, and kept apart.
    writeFileSync(
      path.join(folder, 'other.dcm'),
      buildInstance({ PatientID: 'BAD', StudyDescription: 'Another' }),
    );
    const conflicting = ['import', path.join(folder, 'other.dcm'), '--app', 'Demo', '--now', '--wait'];
    expect(await json(...conflicting)).toMatchObject({
      code: 1,
      error: {
        code: 'incomplete',
        message: 'No DICOM instance was taken: 1 conflicting.',
        advice: expect.stringContaining('list quarantine'),
      },
      notes: [{ outcome: 'conflicting' }],
    });
    // What is there already is in the archive, as was wanted.
    const again = ['import', path.join(folder, 'one.dcm'), '--app', 'Demo', '--now', '--wait'];
    expect(await json(...again)).toMatchObject({ code: 0, ok: true, runs: [] });
  }, 60_000);

  it('where a check found something', async () => {
    const check = ['check', 'service', '--app', 'Demo', '--path', path.join(folder, 'broken')];
    expect(await json(...check)).toMatchObject({
      code: 1,
      ok: false,
      error: { code: 'service-invalid', message: expect.stringContaining('settings.json') },
      findings: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
    });
  }, 120_000);
});

it('a task that somebody cancelled ends as an interruption does, one that failed with its problem', () => {
  const task: Task = {
    id: 't',
    kind: 'export',
    title: '1 study, 1 series',
    state: 'cancelled',
    createdAt: 0,
    finishedAt: 1,
    done: 0,
    total: 1,
    failed: 0,
    bytes: 0,
    counts: importCountsSchema.parse(Object.fromEntries(importOutcomeSchema.options.map((one) => [one, 0]))),
    problem: null,
  };
  expect(taskProblem(task)).toMatchObject({
    code: 'cancelled',
    message: '1 study, 1 series: it was cancelled.',
  });
  expect(
    taskProblem({ ...task, state: 'failed', problem: 'The disk is full.' }, 'disk-failed'),
  ).toMatchObject({
    code: 'disk-failed',
    message: 'The disk is full.',
  });
  expect([taskProblem({ ...task, state: 'succeeded' }), taskProblem({ ...task, state: 'running' })]).toEqual([
    null,
    null,
  ]);
});
