import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import { createEventBus, silentLogger } from '../context/index.ts';
import { createGeneralTasks } from './index.ts';

const keptFile = z.looseObject({ tasks: z.array(z.looseObject({ making: z.array(z.string()) })) });

function open() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'general-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const events = createEventBus();
  const start = () => createGeneralTasks({ home, events, log: silentLogger });
  return { home, start, file: path.join(home, 'tasks.json') };
}
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

it('what a kill interrupted has failed at the next start, and what it was making is gone', async () => {
  const { home, start, file } = open();
  const part = path.join(home, 'half.part');
  const first = start();
  const { id } = first.start('backup', 'Demo', async (work) => {
    work.making(part);
    mkdirSync(part);
    writeFileSync(path.join(part, 'half'), 'half');
    await untilAborted(work.signal);
  });
  await expect.poll(() => existsSync(path.join(part, 'half'))).toBe(true);
  // As the killed engine left it.
  const kept = readFileSync(file, 'utf8');
  await first.close();
  mkdirSync(part);
  writeFileSync(file, kept);

  const second = start();
  const ended = { state: 'failed', problem: expect.stringContaining('ended meanwhile') };
  expect(second.get(id)).toMatchObject(ended);
  expect(await second.ended(id)).toMatchObject(ended);
  expect(existsSync(part)).toBe(false);
  await second.close();
  // Nothing is removed twice: somebody else may have put something there.
  mkdirSync(part);
  const third = start();
  expect(await third.ended(id)).toMatchObject(ended);
  expect(existsSync(part)).toBe(true);
  await third.close();
});

it('a start of the engine does not wait for what a kill left to be removed', async () => {
  const { home, start, file } = open();
  const first = start();
  const { id } = first.start('clone', 'Demo', (work) => untilAborted(work.signal));
  const part = path.join(home, 'half.part');
  const kept = keptFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  await first.close();
  for (const one of kept.tasks) one.making.push(part);
  writeFileSync(file, JSON.stringify(kept));
  mkdirSync(part);
  for (let at = 0; at < 100; at += 1) writeFileSync(path.join(part, String(at)), '');

  const second = start();
  expect(readdirSync(part)).toHaveLength(100);
  await second.ended(id);
  expect(existsSync(part)).toBe(false);
  await second.close();
});

it('a task that cannot be written down is refused, and is not kept as one that runs', async () => {
  const { start, file } = open();
  const tasks = start();
  mkdirSync(path.join(file, 'in the way'), { recursive: true });
  let hasRun = false;
  const begin = () =>
    tasks.start('backup', 'Demo', async () => {
      await Promise.resolve();
      hasRun = true;
    });
  expect(begin).toThrow(expect.objectContaining({ code: 'disk-failed' }));
  expect(tasks.list({ limit: 9 }).rows).toEqual([]);
  rmSync(file, { recursive: true });
  expect(await tasks.ended(begin().id)).toMatchObject({ state: 'succeeded' });
  expect(hasRun).toBe(true);
  expect(tasks.list({ limit: 9 }).rows).toHaveLength(1);
  await tasks.close();
});

it('a task that fails or is cancelled removes what it was making before it has ended, and one that succeeds keeps it', async () => {
  const { home, start } = open();
  const tasks = start();
  const making = (name: string) => path.join(home, name);
  const failed = tasks.start('restore', 'Demo', async (work) => {
    work.making(making('failed'));
    writeFileSync(making('failed'), '');
    await Promise.resolve();
    throw new EngineError('disk-full', 'No space.');
  });
  expect(await tasks.ended(failed.id)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/^No space\. .+/),
  });
  const cancelled = tasks.start('clone', 'Demo', async (work) => {
    work.making(making('cancelled'));
    writeFileSync(making('cancelled'), '');
    await untilAborted(work.signal);
  });
  tasks.cancel(cancelled.id);
  expect(await tasks.ended(cancelled.id)).toMatchObject({ state: 'cancelled', problem: null });
  const done = tasks.start('fetch', 'Demo', async (work) => {
    work.making(making('done'));
    writeFileSync(making('done'), '');
    work.report({ done: 3, total: 3, bytes: 10 });
    await Promise.resolve();
  });
  expect(await tasks.ended(done.id)).toMatchObject({ state: 'succeeded', done: 3, bytes: 10 });
  expect(['failed', 'cancelled', 'done'].map((name) => existsSync(making(name)))).toEqual([
    false,
    false,
    true,
  ]);

  const pages = [tasks.list({ limit: 2 })];
  pages.push(tasks.list({ limit: 2, cursor: pages[0]?.nextCursor ?? undefined }));
  expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual([done.id, cancelled.id, failed.id]);
  expect(pages[1]?.nextCursor).toBeNull();
  expect(() => tasks.get('none')).toThrow(expect.objectContaining({ code: 'not-found' }));
  await tasks.close();
});

it('a list of tasks that is damaged is begun anew, and nothing is removed by it', async () => {
  const { home, start, file } = open();
  const precious = path.join(home, 'precious');
  writeFileSync(precious, '');
  writeFileSync(file, `{"version":1,"tasks":[{"making":["${precious}"]`);
  const tasks = start();
  expect(tasks.list({ limit: 9 }).rows).toEqual([]);
  expect(existsSync(precious)).toBe(true);
  await tasks.close();
});
