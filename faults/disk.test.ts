import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { TestContext } from 'vitest';
import type { ApplicationOptions } from '../contract/index.ts';
import { diskGuardOptionsSchema } from '../contract/index.ts';
import {
  faultsIn,
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
import type { Bench } from './support/index.ts';

const mebibyte = 1024 ** 2;
/** Off, so that it is the disk itself that refuses. */
const diskGuard = diskGuardOptionsSchema.parse({
  warnPercent: 0,
  warnBytes: 0,
  refusePercent: 0,
  refuseBytes: 0,
});

/** An application on a disk of 24 MiB. */
interface TinyDisk {
  bench: Bench;
  /** Leaves so many bytes. */
  fill(rest?: number): void;
  empty(): void;
}

async function onTinyDisk(
  context: TestContext,
  options: Partial<ApplicationOptions> = {},
): Promise<TinyDisk> {
  const disk = mkdtempSync(path.join(os.tmpdir(), 'faults-disk-'));
  onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    context.skip('this process may not mount a small disk');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  const folder = path.join(disk, 'application');
  mkdirSync(folder);
  const bench = await setUp({ folder, options: { diskGuard, ...options } });
  const ballast = path.join(disk, 'ballast');
  return {
    bench,
    fill(rest = 0) {
      const free = () => statfsSync(disk).bavail * statfsSync(disk).bsize - rest;
      for (let bytes = free(); bytes > 0; bytes = free()) {
        try {
          writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' });
        } catch {
          // Another writer was faster.
        }
      }
    },
    empty: () => rmSync(ballast, { force: true }),
  };
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
  const guard = { ...diskGuard, warnBytes: 4 * mebibyte, refuseBytes: 2 * mebibyte };
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
  // A job that itself could not write has failed for it, in words; nothing else has.
  const errors = query<{ error: string }>(bench, 'SELECT error FROM job_run WHERE error IS NOT NULL');
  for (const { error } of errors) expect(error).toMatch(/No space left/);
  const failed = expect.stringMatching(/^(measure|report) of FAULT-\d ended as failed$/);
  expect(faultsIn(bench, sent)).toEqual(errors.map(() => failed));
  noteOutcome(context, bench, sent, `${errors.length} jobs failed because they could not write`);
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
