import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cached } from './cache.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const visible = () => readdirSync(folder).filter((name) => name !== 'locks');

test('what two set-ups need at once is made once, and is whole for both', async () => {
  let made = 0;
  const make = async (staging: string) => {
    made += 1;
    writeFileSync(path.join(staging, 'first'), '1');
    await Promise.resolve();
    writeFileSync(path.join(staging, 'second'), '2');
  };
  const both = await Promise.all([cached('thing-1', make, folder), cached('thing-1', make, folder)]);
  expect(made).toBe(1);
  expect(new Set(both)).toEqual(new Set([path.join(folder, 'thing-1')]));
  expect(readFileSync(path.join(folder, 'thing-1', 'second'), 'utf8')).toBe('2');
});

test('half of a thing never appears under its name, and is made anew the next time', async () => {
  const broken = async (staging: string) => {
    writeFileSync(path.join(staging, 'half'), '');
    expect(existsSync(path.join(folder, 'thing-1'))).toBe(false);
    throw new Error('no network');
  };
  await expect(cached('thing-1', broken, folder)).rejects.toThrow('no network');
  expect(visible()).toEqual([]);
  await cached('thing-1', async (staging) => writeFileSync(path.join(staging, 'whole'), ''), folder);
  expect(readdirSync(path.join(folder, 'thing-1'))).toEqual(['whole']);
});

test('a thing of another version is another thing', async () => {
  await cached('thing-1', async () => undefined, folder);
  await cached('thing-2', async () => undefined, folder);
  expect(visible().sort()).toEqual(['thing-1', 'thing-2']);
});
