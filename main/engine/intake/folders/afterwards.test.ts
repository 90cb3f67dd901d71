import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { moveTaken } from './afterwards.ts';

/** A file system of its own on every Linux. */
const otherDisk = '/dev/shm';
const isOther = existsSync(otherDisk) && statSync(otherDisk).dev !== statSync(os.tmpdir()).dev;

function folderIn(parent: string): string {
  const folder = mkdtempSync(path.join(parent, 'afterwards-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.each([
  ['on the same disk', os.tmpdir(), true],
  // Elsewhere it has no name that is always there.
  ['on another disk', otherDisk, isOther],
])('a move to a folder %s', (_where, parent, isThere) => {
  let file: string;
  let done: string;
  const move = () => {
    const { size, mtimeMs, ctimeMs } = statSync(file);
    return moveTaken(
      file,
      { size, modifiedAt: mtimeMs, changedAt: ctimeMs },
      { moveTo: done, mayMake: false },
      'a/1.dcm',
    );
  };
  const moved = (name = '1.dcm') => path.join(done, 'a', name);

  beforeEach(() => {
    if (!isThere) return;
    file = path.join(folderIn(os.tmpdir()), '1.dcm');
    done = folderIn(parent);
    writeFileSync(file, 'whole');
    utimesSync(file, 1_700_000_000, 1_700_000_000);
  });

  it.runIf(isThere)('keeps content and times, and leaves nothing beside it', async () => {
    expect(await move()).toBe(true);
    expect(readdirSync(path.join(done, 'a'))).toEqual(['1.dcm']);
    expect(readFileSync(moved(), 'utf8')).toBe('whole');
    expect(statSync(moved()).mtimeMs).toBe(1_700_000_000_000);
    expect(existsSync(file)).toBe(false);
  });

  it.runIf(isThere)('goes on where it was interrupted, before and after it had its name', async () => {
    await move();
    const first = readFileSync(moved());
    writeFileSync(file, first);
    writeFileSync(moved('.1.dcm.part'), 'who');
    expect(await move()).toBe(true);
    // What is there whole is not kept twice; what was cut is written over with the next copy.
    expect(readdirSync(path.join(done, 'a'))).toEqual(['1.dcm']);
    rmSync(moved());
    writeFileSync(file, first);
    expect(await move()).toBe(true);
    expect(readFileSync(moved(), 'utf8')).toBe('whole');
    expect(existsSync(file)).toBe(false);
  });

  it.runIf(isThere)('takes read-only files, and does not make the folder', async () => {
    chmodSync(file, 0o444);
    rmSync(done, { recursive: true });
    await expect(move()).rejects.toThrow('ENOENT');
    expect(existsSync(done)).toBe(false);
    mkdirSync(done);
    expect(await move()).toBe(true);
    expect(statSync(moved()).mode & 0o777).toBe(0o444);
  });

  it.runIf(isThere)('overwrites nothing of that name', async () => {
    await move();
    writeFileSync(file, 'other');
    expect(await move()).toBe(true);
    expect(readFileSync(moved(), 'utf8')).toBe('whole');
    expect(readFileSync(moved('1-2.dcm'), 'utf8')).toBe('other');
  });
});
