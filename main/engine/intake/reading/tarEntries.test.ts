import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tarBytes } from '../testing/packTar.ts';
import { readTar } from './tarEntries.ts';

it('ends by a cancel also in the middle of an entry that is only read over', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tar-entries-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'huge.tar');
  const size = 400 * 1024 ** 3;
  writeFileSync(file, tarBytes([{ name: 'small' }, { name: 'huge', size }], false));
  // Takes no room on the disk, and minutes to be read.
  truncateSync(file, size);
  const signal = { aborted: false };
  const tar = await readTar(file, signal);
  const names: string[] = [];
  for await (const entry of tar.entries()) {
    names.push(entry.path);
    if (entry.path === 'huge') setTimeout(() => (signal.aborted = true), 50);
    entry.resume();
  }
  expect(names).toEqual(['small', 'huge']);
  expect(tar.failure()).toBeNull();
});
