import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { writeForOwner } from './writeForOwner.ts';

async function openFile() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'report-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'report.txt');
  writeFileSync(file, 'what was there before');
  chmodSync(file, 0o644);
  const handle = await open(file, 'r');
  await handle.close();
  return { file, prototype: Object.getPrototypeOf(handle) as FileHandle };
}

it.skipIf(process.platform === 'win32')(
  'a file that others may read is for the owner alone before the text is in it',
  async () => {
    const { file, prototype } = await openFile();
    const real = prototype.writeFile;
    const rights: number[] = [];
    vi.spyOn(prototype, 'writeFile').mockImplementation(function (this: FileHandle, ...given) {
      rights.push(statSync(file).mode & 0o777);
      return real.apply(this, given);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    await writeForOwner(file, 'new');
    expect([rights, readFileSync(file, 'utf8')]).toEqual([[0o600], 'new']);
  },
);

it('a disk that keeps no rights of files takes it all the same', async () => {
  const { file, prototype } = await openFile();
  vi.spyOn(prototype, 'chmod').mockRejectedValue(Object.assign(new Error('EPERM'), { code: 'EPERM' }));
  onTestFinished(() => void vi.restoreAllMocks());
  await writeForOwner(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
});
