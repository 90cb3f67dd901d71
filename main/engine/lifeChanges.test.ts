import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { scpOptionsSchema } from '../../contract/index.ts';
import type { ApplicationOptions } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { getTask, listArrivals, listJobRuns, listRuns } from './history/index.ts';
import { takenFromFolder } from './services/index.ts';

const patience = { interval: 20, timeout: 60_000 };

function start(home: string): Engine {
  return startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
}

/** An engine with one application whose only service waits for a file before it ends. */
function open(options: Partial<ApplicationOptions> = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'life-'));
  const state = { engine: start(home) };
  onTestFinished(async () => {
    await state.engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const { id } = state.engine.createApplication({
    name: 'Life',
    folder: undefined,
    options: { quietSeconds: 0, ...options },
  });
  const file = path.join(home, 'one.dcm');
  writeFileSync(file, buildInstance({ SOPInstanceUID: '1.2.3' }));
  const gate = path.join(home, 'gate');
  return {
    home,
    id,
    file,
    gate,
    engine: () => state.engine,
    application: () => state.engine.application(id),
    life: () => state.engine.describeApplication(id).life,
    async restartEngine() {
      await state.engine.close();
      state.engine = start(home);
    },
    async installWaiting() {
      const folder = path.join(home, 'source');
      mkdirSync(path.join(folder, 'registry'), { recursive: true });
      mkdirSync(path.join(folder, 'module'));
      const definition = { jobName: 'wait', worker: 'waiting.worker', callback: 'waiting.callback' };
      writeFileSync(path.join(folder, 'registry', 'settings.json'), JSON.stringify(definition));
      writeFileSync(
        path.join(folder, 'registry', '__init__.py'),
        'def callback(**kwargs):\n    return True\n',
      );
      writeFileSync(
        path.join(folder, 'module', '__init__.py'),
        `import os, time\ndef worker(**kwargs):\n    while not os.path.exists(${JSON.stringify(gate)}):\n        time.sleep(0.02)\n`,
      );
      await state.engine
        .application(id)
        .services.install({ from: takenFromFolder(folder), name: 'waiting', replace: false });
    },
    jobs: () => listJobRuns(state.engine.application(id).context.history, { limit: 9 }).rows,
  };
}

it('a stopped application closes its doors, refuses new work and stays readable and stopped over a restart of the engine', async () => {
  const test = open({ scp: scpOptionsSchema.parse({ enabled: true, port: 0 }) });
  const doors = () =>
    Object.fromEntries(
      test
        .application()
        .intake.doors()
        .doors.map(({ door, state }) => [door, state]),
    );
  await expect.poll(() => doors()['scp'], patience).toBe('open');
  const before = test.application().intake.imports.start([test.file]);
  await expect
    .poll(() => getTask(test.application().context.history, before.id).state, patience)
    .toBe('succeeded');

  expect(await test.engine().life.stop(test.id, 'interrupt')).toMatchObject({ state: 'stopped' });
  for (let look = 0; look < 2; look += 1) {
    expect(test.life()).toMatchObject({ state: 'stopped', reason: null });
    expect(doors()).toEqual({ scp: 'off', http: 'off', folder: 'off', pull: 'off', import: 'off' });
    expect(() => test.application().intake.imports.start([test.file])).toThrow(
      expect.objectContaining({ code: 'application-stopped' }),
    );
    expect(getTask(test.application().context.history, before.id).counts.new).toBe(1);
    await test.restartEngine();
  }

  expect(await test.engine().life.start(test.id)).toMatchObject({ state: 'running' });
  await expect.poll(() => doors()['scp'], patience).toBe('open');
  await test.restartEngine();
  expect(test.life()).toMatchObject({ state: 'running' });
}, 120_000);

it('what was complete before the stop is planned only after the start, and its interrupted job is not held against it', async () => {
  const test = open();
  await test.installWaiting();
  test.application().intake.imports.start([test.file]);
  await expect.poll(() => test.jobs()[0]?.state, patience).toBe('running');

  expect(await test.engine().life.stop(test.id, 'interrupt')).toMatchObject({ state: 'stopped' });
  const [queued] = test.jobs();
  expect(queued).toMatchObject({ state: 'queued' });
  expect(test.application().control.whyWaiting(queued!.id)).toMatchObject({ code: 'stopped' });
  const { orderly } = test
    .application()
    .context.history.get<{ orderly: number }>("SELECT orderly FROM attempt WHERE outcome = 'interrupted'")!;
  expect(orderly).toBe(1);

  test
    .application()
    .reprocess(
      'patient',
      test.application().context.history.get<{ id: string }>('SELECT id FROM patient')!.id,
    );
  writeFileSync(test.gate, '');
  await expect
    .poll(() => listArrivals(test.application().context.history, 'open')[0]?.state, patience)
    .toBe('complete');
  expect(listRuns(test.application().context.history, { limit: 9 }).rows).toHaveLength(1);

  await test.engine().life.start(test.id);
  await expect
    .poll(() => test.jobs().map(({ state }) => state), patience)
    .toEqual(['succeeded', 'succeeded']);
}, 120_000);

it('a stop that waits lets running jobs end and begins no other; a second stop ends the wait', async () => {
  const test = open({ slots: 1 });
  await test.installWaiting();
  test.application().intake.imports.start([test.file]);
  await expect.poll(() => test.jobs()[0]?.state, patience).toBe('running');

  const waiting = test.engine().life.stop(test.id, 'wait');
  await expect.poll(() => test.life().state, patience).toBe('stopping');
  await expect.poll(() => test.application().intake.doors().doors.length, patience).toBeGreaterThan(0);
  expect(test.jobs()[0]).toMatchObject({ state: 'running' });
  writeFileSync(test.gate, '');
  expect(await waiting).toMatchObject({ state: 'stopped' });
  expect(test.jobs()[0]).toMatchObject({ state: 'succeeded' });

  rmSync(test.gate);
  await test.engine().life.start(test.id);
  test
    .application()
    .reprocess(
      'patient',
      test.application().context.history.get<{ id: string }>('SELECT id FROM patient')!.id,
    );
  await expect.poll(() => test.jobs().some(({ state }) => state === 'running'), patience).toBe(true);
  const patient = test.engine().life.stop(test.id, 'wait');
  await test.engine().life.stop(test.id, 'interrupt');
  expect(await patient).toMatchObject({ state: 'stopped' });
  expect(test.jobs().some(({ state }) => state === 'queued')).toBe(true);
}, 120_000);

it('starting and stopping at the same time come one after the other, and the last one counts', async () => {
  const test = open();
  const { life } = test.engine();
  const [, , last] = await Promise.all([
    life.stop(test.id, 'interrupt'),
    life.start(test.id),
    life.stop(test.id, 'interrupt'),
  ]);
  expect(last).toMatchObject({ state: 'stopped' });
  expect(await life.restart(test.id, 'interrupt')).toMatchObject({ state: 'running' });
}, 120_000);
