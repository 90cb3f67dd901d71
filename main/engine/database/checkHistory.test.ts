import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkHistory } from './checkHistory.ts';
import { openHistory } from './history.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const unaborted = new AbortController().signal;

it('finds nothing wrong with a history in use, and says what is wrong with something else', async () => {
  const file = path.join(folder, 'history.sqlite');
  const history = openHistory(file);
  expect(await checkHistory(file, unaborted)).toBeNull();
  history.close();
  writeFileSync(file, 'no database at all'.repeat(1000));
  expect(await checkHistory(file, unaborted)).toBe('it cannot be read');
  await expect(checkHistory(path.join(folder, 'none.sqlite'), unaborted)).rejects.toMatchObject({
    code: 'database-failed',
  });
});

it('ends with the reason of its signal', async () => {
  const file = path.join(folder, 'history.sqlite');
  openHistory(file).close();
  const ends = new AbortController();
  const asked = checkHistory(file, ends.signal);
  const reason = new Error('It took too long.');
  ends.abort(reason);
  await expect(asked).rejects.toBe(reason);
});

it('says that it cannot be checked where its thread ends without a word', async () => {
  // Not what a thread can be given as the path of a file: it ends before it can answer.
  await expect(checkHistory(1 as unknown as string, unaborted)).rejects.toMatchObject({
    code: 'database-failed',
  });
});
