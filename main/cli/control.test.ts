import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JobRunSummary } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;
let application: string;

/** A worker that starts a process of its own, both deaf to SIGTERM, and fails or waits as a file says. */
const worker = `
import os, signal, subprocess, sys, time

def worker(jobName, headers, params, added_params, **kwargs):
    mode = open(params["mode"]).read()
    print("mode", mode, flush=True)
    if mode == "fail":
        raise ValueError("not yet")
    if mode == "wait":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        child.stdout.readline()
        with open(params["pids"] + ".new", "w") as file:
            file.write("%d %d" % (os.getpid(), child.pid))
        os.replace(params["pids"] + ".new", params["pids"])
        time.sleep(600)
    return {"mode": mode}

def after(jobName, headers, params, added_params, **kwargs):
    return None
`;

/** A callback that hangs when a file says so, and tells its process. */
const callback = `
import os, time

def callback(jobName, headers, params, added_params, **kwargs):
    if jobName == "work" and open(params["mode"]).read() == "hang":
        with open(params["pids"] + ".new", "w") as file:
            file.write("%d %d" % (os.getpid(), os.getpid()))
        os.replace(params["pids"] + ".new", params["pids"])
        time.sleep(600)
    return True
`;

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-control-'));
  const service = path.join(home, 'moody');
  for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
  const common = { callback: 'moody.callback', channel: 'slow' };
  const params = { mode: path.join(home, 'mode'), pids: path.join(home, 'pids') };
  const jobs = [
    { jobName: 'work', worker: 'moody.worker', params, ...common },
    { jobName: 'after', worker: 'moody.after', dependsOn: 'work', ...common },
  ];
  writeFileSync(path.join(service, 'registry', 'settings.json'), JSON.stringify(jobs));
  writeFileSync(path.join(service, 'registry', '__init__.py'), callback);
  writeFileSync(path.join(service, 'module', '__init__.py'), worker);
  const instance = path.join(home, '1.dcm');
  writeFileSync(instance, buildInstance({ PatientID: 'CONTROL' }));
  link = await linkToEngine(path.join(home, 'home'));
  ({ id: application } = await link.client.request('applications.create', {
    name: 'Demo',
    options: { quietSeconds: 0, grouping: 'study', slots: 1 },
  }));
  await link.client.request('services.install', { application, path: service });
  mode('fail');
  await link.client.request('imports.start', { application, paths: [instance] });
});
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const mode = (text: string) => writeFileSync(path.join(home, 'mode'), text);

function run(...words: string[]): Promise<{ code: number; output: string; problem: string }> {
  return new Promise((resolve) => {
    const args = [program, '--home', path.join(home, 'home'), '-o', ...words];
    const child = execFile(process.execPath, args, (_error, output, problem) => {
      resolve({ code: child.exitCode ?? -1, output, problem });
    });
  });
}
/** The JSON of a command that ends with this code. */
async function json(code: number, ...words: string[]): Promise<object> {
  const ended = await run('--json', ...words);
  expect({ ...ended, words }).toMatchObject({ code });
  return z.looseObject({ ok: z.literal(code === 0) }).parse(JSON.parse(ended.output));
}
async function jobRuns(): Promise<JobRunSummary[]> {
  return (await link.client.request('job_runs.list', { application })).rows;
}
/** Waits for the state of the newest job run of a name. */
async function until(name: string, state: string): Promise<JobRunSummary> {
  const find = async () => (await jobRuns()).find((one) => one.jobName === name);
  await expect.poll(async () => (await find())?.state, { timeout: 60_000 }).toBe(state);
  return (await find())!;
}
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

describe('the queue on the command line', () => {
  it('is cancelled, requeued, paused and processed again, with real processes that do not want to end', async () => {
    const failed = await until('after', 'skipped');
    expect((await run('show', 'run', failed.run)).output).toMatch(/^Failed: work: \w+: .+$/m);

    mode('wait');
    expect(await json(0, 'requeue', '--run', failed.run)).toMatchObject({
      requeued: 1,
      alongside: 1,
      runs: 1,
    });
    const work = await until('work', 'running');
    const processes = await processesTold();
    expect(processes.map(isAlive)).toEqual([true, true]);
    // With --wait too: what could not be requeued is not waited for.
    expect(await json(1, 'requeue', '--job', work.id, '--wait')).toMatchObject({
      ended: [],
      refused: 1,
      refusals: [{ jobName: 'work', message: '"work" has not ended: it is running.' }],
    });
    expect((await run('show', 'job', (await until('after', 'waiting')).id)).output).toMatch(
      /Waits: It waits for "work"/,
    );

    expect(await json(0, 'cancel', '--service', 'moody')).toMatchObject({ ending: 1, cancelled: 1, runs: 1 });
    await until('work', 'cancelled');
    expect(processes.map(isAlive)).toEqual([false, false]);
    expect(await json(0, 'cancel', '--job', work.id)).toMatchObject({ alreadyEnded: 1, runs: 0 });
    const shown = await run('show', 'job', work.id);
    expect(shown.output).toMatch(
      /Reason: Cancelled from the command line\.[^]*Attempt 1: failed, .*, ValueError: not yet/,
    );
    expect((await run('show', 'run', work.run)).output).toMatch(
      /By hand: Requeued from the command line: "work"/,
    );

    mode('succeed');
    expect(await json(0, 'pause', 'slow')).toMatchObject({
      paused: null,
      channels: expect.arrayContaining([
        expect.objectContaining({
          channel: 'slow',
          paused: { since: expect.any(Number), from: 'command-line' },
        }),
      ]),
    });
    expect(await json(0, 'requeue', '--job', work.id, '--down')).toMatchObject({ requeued: 1 });
    expect((await run('show', 'job', work.id)).output).toMatch(
      /Waits: Channel "slow" is paused since \d\d:\d\d/,
    );
    expect((await run('list', 'channels')).output).toMatch(/slow +1 +0 +local +for/);
    expect(await json(0, 'resume', 'slow')).toMatchObject({ paused: null });
    await until('after', 'succeeded');

    const again = await json(0, 'process-again', '--run', work.run, '--wait');
    expect(again).toMatchObject({
      arrival: { version: 2 },
      runs: [{ number: 2, version: 2, state: 'succeeded' }],
    });
  }, 120_000);

  it('keeps a cancel that was asked for just before the engine was killed', async () => {
    mode('wait');
    const [newest] = await jobRuns();
    expect(
      await json(0, 'requeue', '--run', newest!.run, '--job-name', 'work', '--state', 'succeeded'),
    ).toMatchObject({
      requeued: 1,
      alongside: 0,
    });
    const processes = await processesTold();
    const { pid } = await link.client.request('engine.status', {});
    const choice = { jobName: 'work' };
    expect(await link.client.request('job_runs.cancel', { application, choice })).toMatchObject({
      ending: 1,
    });
    process.kill(pid, 'SIGKILL');
    await link.close();
    await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false);
    link = await linkToEngine(path.join(home, 'home'));
    const work = await until('work', 'cancelled');
    expect(work).toMatchObject({ attempts: 2, reason: { message: 'Cancelled by another program.' } });
    await expect.poll(() => processes.map(isAlive), { timeout: 60_000 }).toEqual([false, false]);
  }, 120_000);

  it('stops the planning of an arrival, its callback included, and plans it when somebody says so', async () => {
    mode('hang');
    const [newest] = await jobRuns();
    await json(0, 'process-again', '--run', newest!.run);
    const [process] = await processesTold();
    const [arrival] = await link.client.request('arrivals.list', { application });
    expect(await json(0, 'cancel', '--arrival', arrival!.id)).toMatchObject({
      arrival: {
        state: 'put-aside',
        putAside: { code: 'cancelled', message: 'Its planning was cancelled from the command line.' },
      },
    });
    await expect.poll(() => isAlive(process!), { timeout: 60_000 }).toBe(false);
    expect(await json(1, 'cancel', '--arrival', arrival!.id)).toMatchObject({ error: { code: 'not-found' } });
    expect(await json(2, 'cancel', '--arrival', 'none', '--run', 'none')).toMatchObject({ ok: false });
    mode('succeed');
    expect(await json(0, 'process-now', arrival!.id)).toMatchObject({ count: 1 });
    await expect
      .poll(async () => (await link.client.request('runs.list', { application })).rows[0], {
        timeout: 60_000,
      })
      .toMatchObject({ number: 3, state: 'succeeded' });
  }, 120_000);

  it('names the option that is missing, and ids that do not exist', async () => {
    expect(await run('cancel')).toMatchObject({
      code: 2,
      problem: expect.stringContaining('--job ID, --run ID'),
    });
    expect(await run('requeue')).toMatchObject({
      code: 2,
      problem: expect.stringContaining('--service NAME'),
    });
    expect(await run('process-again')).toMatchObject({
      code: 2,
      problem: expect.stringContaining('--study'),
    });
    expect(await json(1, 'cancel', '--run', 'none')).toMatchObject({ error: { code: 'not-found' } });
    expect(await json(1, 'requeue', '--job', 'none')).toMatchObject({ error: { code: 'not-found' } });
    expect(await json(1, 'process-again', '--study', 'none')).toMatchObject({ error: { code: 'not-found' } });
    expect(await json(1, 'pause', 'slwo')).toMatchObject({
      error: { advice: expect.stringContaining('slow') },
    });
    expect(await run('cancel', '--service', 'a', '--state', 'tired')).toMatchObject({ code: 2 });
  }, 60_000);
});

/** Resolves with the processes that a job or callback tells next. */
async function processesTold(): Promise<number[]> {
  const file = path.join(home, 'pids');
  await expect.poll(() => readIfThere(file), { timeout: 60_000 }).toMatch(/^\d+ \d+$/);
  const processes = readIfThere(file).split(' ').map(Number);
  rmSync(file);
  return processes;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
