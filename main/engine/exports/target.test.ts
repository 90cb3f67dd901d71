import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NameWays } from '../context/index.ts';
import { putInPlace } from './target.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'target-'));
  writeFileSync(at('anna.zip.part'), 'all of it');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
/** No file system of this machine is without hard links, as exFAT is; the rest is done as it is. */
const withoutLinks: NameWays = {
  link: async () => {
    throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
  },
  rename,
};
const put = (ways?: NameWays) => putInPlace(at('anna.zip.part'), at('anna.zip'), 'zip', ways);

it.each([undefined, withoutLinks])('an archive gets its name, once', async (ways) => {
  expect(await put(ways)).toBe(true);
  expect(readdirSync(folder)).toEqual(['anna.zip']);
  expect(readFileSync(at('anna.zip'), 'utf8')).toBe('all of it');
  expect(await put(ways)).toBe(true);
});

it('an archive that was linked before an interruption has its name', async () => {
  linkSync(at('anna.zip.part'), at('anna.zip'));
  expect(await put()).toBe(true);
  expect(readdirSync(folder)).toEqual(['anna.zip']);
});

it.each([undefined, withoutLinks])('what came meanwhile keeps its name', async (ways) => {
  writeFileSync(at('anna.zip'), 'mine');
  await expect(put(ways)).rejects.toMatchObject({ code: 'file-exists' });
  expect(readFileSync(at('anna.zip'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual(['anna.zip', 'anna.zip.part']);
});

it('where there are no hard links its name is taken before it is put there', async () => {
  const meanwhile: NameWays['rename'] = async (from, to) => {
    // Taken already: what another program would put there now it cannot.
    expect(() => writeFileSync(at('anna.zip'), 'mine', { flag: 'wx' })).toThrow('EEXIST');
    await rename(from, to);
  };
  expect(await put({ ...withoutLinks, rename: meanwhile })).toBe(true);
  expect(readFileSync(at('anna.zip'), 'utf8')).toBe('all of it');
});
