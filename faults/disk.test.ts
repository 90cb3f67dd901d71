import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { TestContext } from 'vitest';
import type { ApplicationOptions } from '../contract/index.ts';
import {
  faultsIn,
  mountTinyDisk,
  noDiskGuard,
  noteOutcome,
  postOne,
  query,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';
import type { Bench, TinyDisk } from './support/index.ts';

const mebibyte = 1024 ** 2;
/** An application on a disk of 24 MiB. */
async function onTinyDisk(
  context: TestContext,
  options: Partial<ApplicationOptions> = {},
): Promise<TinyDisk & { bench: Bench }> {
  const disk = mkdtempSync(path.join(os.tmpdir(), 'faults-disk-'));
  onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
  const tiny = mountTinyDisk(context, disk, '24m');
  const folder = path.join(disk, 'application');
  mkdirSync(folder);
  return { ...tiny, bench: await setUp({ folder, options: { diskGuard: noDiskGuard, ...options } }) };
}

const problemsOfArrivals = (bench: Bench) =>
  query<{ problem: string }>(bench, 'SELECT problem FROM arrival WHERE problem IS NOT NULL').map(
    ({ problem }) => problem,
  );

it('a full disk while instances come: refused as out of space, taken when there is room', async (context) => {
  const { bench, fill, empty } = await onTinyDisk(context);
  const sent = smallPatients(0, 3);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent.slice(0, 2));
  fill();
  const [next] = sent.slice(2);
  if (next === undefined) throw new Error('There is nothing to send');
  expect(await postOne(bench, next)).toBe(507);
  const sending = sendAll(bench, sent.slice(2));
  await delay(500);
  empty();
  await sending;
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'refused meanwhile');
});

it('a disk that is nearly full before runs are planned: they wait and say why, and go on by themselves', async (context) => {
  const guard = { ...noDiskGuard, warnBytes: 4 * mebibyte, refuseBytes: 2 * mebibyte };
  const { bench, fill, empty } = await onTinyDisk(context, { quietSeconds: 3, diskGuard: guard });
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  fill(mebibyte);
  await until('the runs say why they wait', () =>
    problemsOfArrivals(bench).some((problem) => /nearly full, so that no run is begun/.test(problem)),
  );
  const { disk } = await engine.request('doors.list', { application: bench.application });
  expect(disk.state).toBe('full');
  empty();
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'waited with the reason');
});

it('a full disk while runs are planned: they wait, and go on by themselves', async (context) => {
  const { bench, fill, empty } = await onTinyDisk(context);
  const sent = smallPatients(0, 2, 4, 256);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  fill();
  // Planning meets it, or the rows of the history do.
  await delay(3000);
  empty();
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent, 'waited');
});

it('a full disk while jobs run: their ends are recorded when there is room', async (context) => {
  const { bench, fill, empty } = await onTinyDisk(context);
  const hold = path.join(bench.folders.logs, 'hold');
  writeFileSync(hold, '');
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  await until('a job runs', () => query(bench, "SELECT 1 FROM job_run WHERE state = 'running'").length > 0);
  fill();
  rmSync(hold);
  await delay(2000);
  empty();
  await until(
    'everything has ended',
    () => query(bench, 'SELECT 1 FROM run WHERE delivered_at IS NULL').length === 0,
  );
  await engine.stop();
  // A job that itself could not write has failed for it, in words; nothing else has that was not meant to.
  const failed = query<{ error: string }>(
    bench,
    `SELECT error FROM job_run WHERE error IS NOT NULL AND error ->> 'message' <> 'Not this time'`,
  );
  for (const { error } of failed) expect(error).toMatch(/No space left/);
  const faults = faultsIn(bench, sent);
  for (const fault of faults) expect(fault).toMatch(/^\w+ of FAULT-\d ended as failed$/);
  expect(faults.length).toBeLessThanOrEqual(failed.length);
  noteOutcome(context, bench, sent, `${failed.length} jobs failed because they could not write`);
});

it('a full disk when the engine starts: it comes up, and goes on when there is room', async (context) => {
  const { bench, fill, empty } = await onTinyDisk(context);
  const sent = smallPatients(0, 2);
  const first = await startEngine(bench.home);
  await sendAll(bench, sent.slice(0, 2));
  await first.kill();
  fill();
  const engine = await startEngine(bench.home);
  await engine.request('engine.status', {});
  empty();
  await sendAll(bench, sent.slice(2));
  await untilAtRest(bench, sent);
  await engine.stop();
  expect(faultsIn(bench, sent)).toEqual([]);
  noteOutcome(context, bench, sent);
});
