import { getEventListeners } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import type { DiskUse } from '../../../contract/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import { runFolders } from '../context/index.ts';
import { createDiskMeter } from './index.ts';
import { measureFolders } from './measure.ts';

const day = 86_400_000;

function open(images: number | null = null) {
  const root = mkdtempSync(path.join(os.tmpdir(), 'disk-use-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const test = openTestArchive(root);
  onTestFinished(() => test.close());
  const meter = createDiskMeter(test.context, { images: async () => images });
  onTestFinished(() => meter.close());
  const write = (file: string, bytes: number) => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'x'.repeat(bytes));
  };
  return { root, test, meter, write };
}
const bytesOf = (use: DiskUse) => Object.fromEntries(use.parts.map(({ part, bytes }) => [part, bytes]));

it('counts originals by their rows, runs by what their files are for, and each folder once', async () => {
  const { root, test, meter, write } = open(5000);
  const bytes = buildInstance({});
  await test.archive.take([await test.stage(bytes)], () => undefined);
  const run = runFolders(test.context.folders, 'r1');
  write(path.join(run.data, 'dicom', 'p', 's', 'i.dcm'), 100);
  write(path.join(run.data, 'masks', 'lung.nii'), 20);
  write(path.join(run.data, 'report.json'), 3);
  write(path.join(run.logs, 'j.1.jsonl'), 7);
  write(path.join(root, 'scratch', 'a', 'data', 'b'), 11);
  write(path.join(root, 'registry', 'seg', 'settings.json'), 13);
  write(path.join(root, 'backups', 'one.sqlite'), 17);
  const use = await meter.use(false);
  expect(bytesOf(use)).toMatchObject({
    archive: bytes.length,
    inputs: 100,
    results: 23,
    logs: 7,
    trials: 11,
    services: 13,
    backups: 17,
    images: 5000,
  });
  expect(use.parts.every(({ isAtLeast }) => !isAtLeast)).toBe(true);
  expect(use.bytes).toBe(use.parts.reduce((sum, one) => sum + one.bytes, 0));
  expect(use.disk?.totalBytes).toBeGreaterThan(use.disk?.freeBytes ?? Infinity);
});

it('answers what was measured a moment ago, to all who ask at once the same, and anew when told so', async () => {
  const { root, meter, write } = open();
  const [one, other] = await Promise.all([meter.use(false), meter.use(false)]);
  expect(other).toBe(one);
  write(path.join(root, 'backups', 'late.sqlite'), 17);
  expect(bytesOf(await meter.use(false))['backups']).toBeUndefined();
  expect(bytesOf(await meter.use(true))['backups']).toBe(17);
});

it('tells how much grew in a week by what was measured on other days, and nothing on the first one', async () => {
  const { root, test, meter, write } = open();
  write(path.join(root, 'backups', 'one.sqlite'), 1000);
  const first = await meter.use(false);
  expect(first.parts.map((part) => part.bytesPerWeek)).toEqual(first.parts.map(() => null));
  // As if that had been half a week ago, with 300 bytes less.
  const then = Date.now() - 3.5 * day;
  test.context.history.run('UPDATE disk_sample SET day = ?, at = ?, bytes = bytes - 300', [
    Math.floor(then / day),
    Math.round(then),
  ]);
  const use = await meter.use(true);
  expect(use.parts.find(({ part }) => part === 'backups')?.bytesPerWeek).toBeCloseTo(600, 0);
});

it('tells nothing of the growth of what was not measured before, and what came to an empty part', async () => {
  const { root, test, write } = open();
  let images: number | null = null;
  const meter = createDiskMeter(test.context, { images: async () => images });
  onTestFinished(() => meter.close());
  await meter.use(false);
  // As if that had been a week ago.
  const then = Date.now() - 7 * day;
  test.context.history.run('UPDATE disk_sample SET day = ?, at = ?', [
    Math.floor(then / day),
    Math.round(then),
  ]);
  images = 20_000_000;
  write(path.join(root, 'backups', 'one.sqlite'), 700);
  const { parts } = await meter.use(true);
  const growthOf = (wanted: string) => parts.find(({ part }) => part === wanted)?.bytesPerWeek;
  expect(growthOf('images')).toBeNull();
  expect(growthOf('backups')).toBeCloseTo(700, 0);
});

it('takes a folder that cannot be read for no empty one', async () => {
  const { root, test } = open();
  // Links that lead to themselves are refused to whoever wants to read what is behind them, also to an administrator.
  const unreadable = (folder: string) => {
    rmSync(folder, { recursive: true, force: true });
    symlinkSync(folder, folder);
  };
  unreadable(path.join(root, 'backups'));
  const run = runFolders(test.context.folders, 'r1');
  mkdirSync(path.dirname(run.data), { recursive: true });
  unreadable(run.data);
  const wholeOf = async () => {
    const { parts } = await measureFolders(test.context.folders, new AbortController().signal);
    return Object.fromEntries(parts.map(({ part, isWhole }) => [part, isWhole]));
  };
  expect(await wholeOf()).toMatchObject({
    backups: false,
    inputs: false,
    results: false,
    logs: true,
    trials: true,
  });
  unreadable(test.context.folders.runs);
  expect(await wholeOf()).toMatchObject({ inputs: false, results: false, logs: false, trials: true });
});

it('ends while it measures, without an answer and without a thread left', async () => {
  const { meter } = open();
  const threads: Worker[] = [];
  const began = (worker: Worker) => threads.push(worker);
  process.on('worker', began);
  onTestFinished(() => void process.off('worker', began));
  const asked = meter.use(false);
  asked.catch(() => undefined);
  await meter.close();
  await expect(asked).rejects.toThrow(expect.objectContaining({ code: 'cancelled' }));
  // A thread that has ended has this id.
  expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
});

it('leaves nothing that listens to its end when it has measured', async () => {
  const { test } = open();
  const ends = new AbortController();
  for (let time = 0; time < 3; time += 1) await measureFolders(test.context.folders, ends.signal);
  expect(getEventListeners(ends.signal, 'abort')).toEqual([]);
});
