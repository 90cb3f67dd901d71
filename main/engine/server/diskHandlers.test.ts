import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { silentLogger } from '../context/index.ts';
import { startEngine } from '../engine.ts';
import { createDiskHandlers } from './diskHandlers.ts';

test('an application that cannot be measured does not hide what the others take', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'disk-'));
  const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  const [well, away] = ['Well', 'Away'].map((name) =>
    engine.createApplication({ name, folder: undefined, options: {} }),
  );
  vi.spyOn(engine.application(away!.id).diskMeter, 'use').mockRejectedValue(new Error('it is being closed'));
  const { signal } = new AbortController();
  const machine = await createDiskHandlers(engine)['disk.machine']({ refresh: false }, signal);
  expect(machine.applications).toMatchObject([
    { id: well!.id, use: { bytes: expect.any(Number) } },
    { id: away!.id, use: null },
  ]);
  expect(machine.bytes).toBe(machine.applications[0]!.use?.bytes);
});
