import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import {
  faultsIn,
  noteOutcome,
  pythonHosts,
  query,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';
import type { EngineProcess } from './support/index.ts';

const preload = pathToFileURL(fileURLToPath(new URL('shiftedClock.ts', import.meta.url))).href;
const hour = 3_600_000;

/** An engine whose clock is off by what a file says. */
function startShifted(home: string, clock: string): Promise<EngineProcess> {
  return startEngine(home, {
    variables: { DCM_PROCESSOR_CLOCK_FILE: clock },
    nodeOptions: ['--import', preload],
  });
}

const steps: [string, number][] = [
  ['forward by five hours', 5 * hour],
  ['back by five hours', -5 * hour],
];

it.for(steps)(
  'the clock is set %s after the runtime was killed: it is started again all the same',
  async ([, step], context) => {
    if (process.platform !== 'linux') context.skip('the processes of Python are found by /proc');
    const bench = await setUp();
    const clock = path.join(bench.home, 'clock');
    writeFileSync(clock, '0');
    const sent = smallPatients(0, 2);
    const engine = await startShifted(bench.home, clock);
    await sendAll(bench, sent.slice(0, 2));
    await untilAtRest(bench, sent.slice(0, 2));
    const hosts = pythonHosts(engine.pid);
    expect(hosts).not.toEqual([]);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');
    await until('the runtime has ended', () => pythonHosts(engine.pid).length === 0);
    // The engine has heard of it by then, and counts its pause.
    await delay(500);
    writeFileSync(clock, String(step));
    await sendAll(bench, sent.slice(2));
    await untilAtRest(bench, sent);
    await engine.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    noteOutcome(context, bench, sent, 'the runtime started again at once');
  },
);

it.for(steps)('the clock is set %s while patients arrive and jobs run', async ([, step], context) => {
  const bench = await setUp();
  const hold = path.join(bench.folders.logs, 'hold');
  const clock = path.join(bench.home, 'clock');
  writeFileSync(clock, '0');
  writeFileSync(hold, '');
  const sent = smallPatients(0, 6);
  const engine = await startShifted(bench.home, clock);
  await sendAll(bench, sent.slice(0, 6));
  await until('a job runs', () => query(bench, "SELECT 1 FROM job_run WHERE state = 'running'").length > 0);
  await sendAll(bench, sent.slice(6, 10));
  writeFileSync(clock, String(step));
  await sendAll(bench, sent.slice(10));
  rmSync(hold);
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  // Only those that were meant to.
  expect(query(bench, "SELECT 1 FROM attempt WHERE outcome NOT IN ('succeeded', 'failed')")).toEqual([]);
  const [last] = query<{ at: number }>(bench, 'SELECT max(key), finished_at AS at FROM job_run');
  // The engine really lived by the other clock.
  expect(Math.abs((last?.at ?? 0) - Date.now())).toBeGreaterThan(hour);
  noteOutcome(context, bench, sent, 'nothing ended early or late');
});
