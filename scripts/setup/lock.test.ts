import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('two set-ups never work on the same thing at the same time', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    for (let i = 0; i < 20; i += 1) await turn();
    order.push(`${name} ends`);
  };
  await Promise.all([withLock('one thing', work('a'), folder), withLock('one thing', work('b'), folder)]);
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(readdirSync(folder)).toEqual([]);
});

test('set-ups of different things do not wait for each other', async () => {
  const result = await withLock('one', () => withLock('other', async () => 'both', folder), folder);
  expect(result).toBe('both');
});

test('a lock is given back when the work fails', async () => {
  await expect(withLock('thing', () => Promise.reject(new Error('broken')), folder)).rejects.toThrow(
    'broken',
  );
  expect(await withLock('thing', async () => 'again', folder)).toBe('again');
});

test('the lock of a set-up that was killed is taken over', async () => {
  const lock = JSON.stringify(fileURLToPath(new URL('./lock.mjs', import.meta.url)));
  const program = `
    import { withLock } from ${lock};
    await withLock('thing', () => new Promise((resolve) => {
      process.stdout.write('held');
      setTimeout(resolve, 1e6);
    }), ${JSON.stringify(folder)});
  `;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  const ended = once(holder, 'exit');
  holder.kill('SIGKILL');
  await ended;
  expect(readdirSync(folder)).toHaveLength(1);
  expect(await withLock('thing', async () => 'mine', folder)).toBe('mine');
  expect(readdirSync(folder)).toEqual([]);
});

test('a cache folder that cannot be made is one sentence, not a stack', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const inside = path.join(folder, 'file', 'locks');
  await expect(withLock('thing', async () => 'never', inside)).rejects.toThrow(
    /cannot be made: choose another/,
  );
});
