import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveName } from './giveName.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'name-'));
  writeFileSync(at('.part'), 'all of it');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const refuse = (code: string) => async () => {
  throw Object.assign(new Error(code), { code });
};
/** No file system of this machine is without hard links; the rest is done as it is. */
const withoutLinks = { link: refuse('EPERM'), rename };

describe('where there are no hard links', () => {
  it('a file gets its name whole', async () => {
    await giveName(at('.part'), at('list.csv'), withoutLinks);
    expect(readdirSync(folder)).toEqual(['list.csv']);
    expect(readFileSync(at('list.csv'), 'utf8')).toBe('all of it');
  });

  it('another file keeps its name', async () => {
    writeFileSync(at('list.csv'), 'mine');
    await expect(giveName(at('.part'), at('list.csv'), withoutLinks)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    expect(readFileSync(at('list.csv'), 'utf8')).toBe('mine');
  });

  it('nothing is left under the name when the file cannot be put there, as while a virus scanner reads it', async () => {
    const held = { ...withoutLinks, rename: refuse('EACCES') };
    await expect(giveName(at('.part'), at('list.csv'), held)).rejects.toMatchObject({ code: 'EACCES' });
    expect(readdirSync(folder)).toEqual(['.part']);
    await giveName(at('.part'), at('list.csv'));
    expect(readFileSync(at('list.csv'), 'utf8')).toBe('all of it');
  });
});
