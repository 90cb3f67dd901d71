import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { EngineError, watchedFoldersOptionsSchema } from '../../../contract/index.ts';
import type { Task } from '../../../contract/index.ts';
import { buildInstance, truncated } from '../../../scripts/phantom/index.ts';
import type { Archive } from '../archive/index.ts';
import { getTask } from '../history/index.ts';
import { take } from './arriving/index.ts';
import { createFoldersDoor } from './folders/index.ts';
import { createImports } from './imports/index.ts';
import { createWorkerPool } from './reading/index.ts';
import { putAside } from './scp/outcomes.ts';
import { openTestDoors } from './testing/index.ts';

const files = 400;
/** Files in one piece of work, of imports and of watched folders. */
const filesPerBatch = 64;

/** An application with a folder of files, whose disk is full as soon as the first of them are being taken. */
function openFilling() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'guarded-'));
  const source = path.join(root, 'source');
  mkdirSync(source);
  for (let number = 1; number <= files; number += 1)
    writeFileSync(path.join(source, `${number}.dcm`), buildInstance({ InstanceNumber: number }));
  const test = openTestDoors(path.join(root, 'application'));
  const pool = createWorkerPool();
  onTestFinished(async () => {
    await pool.close();
    await test.close();
    rmSync(root, { recursive: true, force: true });
  });
  const disk = { isFull: false };
  function assertSpace(): void {
    if (disk.isFull) throw new EngineError('disk-full', 'Nothing is taken.');
  }
  const doors = { ...test.doors.intake, assertSpace, assertRoom: async () => assertSpace() };
  let takes = 0;
  const archive: Archive = {
    ...test.archive,
    take(...given) {
      takes += 1;
      disk.isFull ||= takes === 1;
      return test.archive.take(...given);
    },
  };
  const room = { context: test.context, doors, archive, quarantine: test.quarantine, pool };
  return { ...test, source, disk, room };
}
const count = (test: { instances(): string[] }) => test.instances().length;

it('an import waits visibly while the disk is full, and goes on by itself to its end', async () => {
  const test = openFilling();
  const { context, source, disk, room } = test;
  const imports = createImports(context, room);
  onTestFinished(() => imports.close());
  const { id } = imports.start([source]);
  const task = (): Task => getTask(context.history, id);
  const waits = {
    state: 'running',
    problem: 'Nothing is taken. Free some space: what is waiting goes on by itself then.',
  };
  await expect.poll(task, { timeout: 20_000 }).toMatchObject(waits);
  await delay(1200);
  expect(task()).toMatchObject(waits);
  const taken = count(test);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(filesPerBatch);
  disk.isFull = false;
  await expect.poll(() => task().state, { timeout: 20_000 }).toBe('succeeded');
  expect(task()).toMatchObject({ problem: null, done: files, counts: { new: files } });
  expect(count(test)).toBe(files);
});

it('an import that waits can be cancelled, and leaves nothing behind', async () => {
  const test = openFilling();
  const { context, source, room } = test;
  const imports = createImports(context, room);
  const { id } = imports.start([source]);
  const problem = () => getTask(context.history, id).problem;
  await expect.poll(problem, { timeout: 20_000 }).toMatch(/goes on by itself/);
  expect(imports.cancel(id)).toMatchObject({ state: 'cancelled', problem: null });
  await expect.poll(() => imports.describe().active, { timeout: 10_000 }).toBe(0);
  await expect.poll(() => test.leftovers()).toEqual([]);
  expect(count(test)).toBeLessThanOrEqual(filesPerBatch);
});

it('a look at a watched folder stops when the disk has become full, and the next takes the rest', async () => {
  const test = openFilling();
  const { source, disk, room } = test;
  test.setOptions({
    watchedFolders: watchedFoldersOptionsSchema.parse([
      { id: 'f', path: source, watch: 'poll', pollSeconds: 1, settleSeconds: 0, after: 'keep' },
    ]),
  });
  const door = createFoldersDoor(room);
  onTestFinished(() => door.close());
  await expect
    .poll(() => door.list()[0], { timeout: 20_000 })
    .toMatchObject({
      state: 'paused',
      problem: expect.stringMatching(/Nothing is taken/),
    });
  const taken = count(test);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThanOrEqual(filesPerBatch);
  await expect.poll(() => test.leftovers()).toEqual([]);
  disk.isFull = false;
  await expect.poll(() => count(test), { timeout: 20_000 }).toBe(files);
});

it('what could only go into quarantine is refused while the disk is full', async () => {
  const { room, disk, context, leftovers, quarantined } = openFilling();
  disk.isFull = true;
  const stage = () => {
    const file = path.join(context.folders.staging, 'one.part');
    writeFileSync(file, truncated(buildInstance({})));
    return file;
  };
  const sender = { door: 'scp', sender: 'SCANNER (10.0.0.5)' } as const;
  const answer = await putAside(
    room,
    {
      file: stage(),
      reason: { code: 'damaged', message: 'It ends early.' },
      header: {},
      answer: { status: 0xc000, comment: null, study: null },
    },
    sender,
  );
  expect(answer).toEqual({ status: 0xa700, comment: 'Nothing is taken.', study: null });
  const arrived = {
    kind: 'damaged',
    file: stage(),
    code: 'damaged',
    message: 'It ends early.',
    header: null,
  } as const;
  await expect(take(room, arrived, sender)).rejects.toMatchObject({ code: 'disk-full' });
  expect(quarantined()).toEqual([]);
  expect(leftovers()).toEqual([]);
});
