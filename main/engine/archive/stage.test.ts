import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stageInstance, stampOf } from './stage.ts';
import type { SourceFile, StagedBytes, Unreadable } from './stage.ts';

let folder: string;
let staging: string;
const opened: number[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'stage-'));
  staging = path.join(folder, 'staging');
  mkdirSync(staging);
});
afterEach(() => {
  for (const fd of opened.splice(0)) closeSync(fd);
  rmSync(folder, { recursive: true });
});

const whole = { prefix: null, contentAt: 0, dataSetAt: 4 };
const notStopped = { aborted: false };

function source(bytes: Buffer): SourceFile {
  const file = path.join(folder, 'source');
  writeFileSync(file, bytes);
  const fd = openSync(file, 'r');
  opened.push(fd);
  return { fd, path: file, stamp: stampOf(fd) };
}
function asStaged(outcome: StagedBytes | Unreadable): StagedBytes {
  if ('unreadable' in outcome) throw new Error(outcome.unreadable);
  return outcome;
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it.each([
  ['that the system copies', 100_000],
  ['that is too large to be copied in one go', 33 * 1024 * 1024],
])('a file %s has the same bytes, and the hash of its data set', async (_which, size) => {
  const bytes = Buffer.alloc(size, 'DICOM');
  const staged = asStaged(await stageInstance(source(bytes), whole, staging, notStopped));
  expect(staged.size).toBe(size);
  expect(sha256(readFileSync(staged.stagingFile))).toBe(sha256(bytes));
  expect(Buffer.from(staged.contentHash).toString('hex')).toBe(sha256(bytes.subarray(4)));
});

it.skipIf(process.platform === 'win32')(
  'a file from a read-only medium does not make its copy read-only',
  async () => {
    const from = source(Buffer.from('a file of a CD'));
    chmodSync(from.path, 0o444);
    const staged = asStaged(
      await stageInstance({ ...from, stamp: stampOf(from.fd) }, whole, staging, notStopped),
    );
    const ordinary = path.join(staging, 'ordinary');
    writeFileSync(ordinary, '');
    expect(statSync(staged.stagingFile).mode).toBe(statSync(ordinary).mode);
  },
);

it('of a file that was replaced after it was opened, the bytes are taken that were looked at', async () => {
  const from = source(Buffer.from('looked at'));
  const other = path.join(folder, 'other');
  writeFileSync(other, 'came later');
  renameSync(other, from.path);
  const outcome = await stageInstance({ ...from, stamp: stampOf(from.fd) }, whole, staging, notStopped);
  expect(readFileSync(asStaged(outcome).stagingFile, 'utf8')).toBe('looked at');
  expect(readdirSync(staging)).toHaveLength(1);
});

it('a file that grew after it was looked at is told, and nothing of it stays', async () => {
  const from = source(Buffer.from('looked at'));
  writeFileSync(from.path, 'looked at, and written on');
  expect(await stageInstance(from, whole, staging, notStopped)).toEqual({
    unreadable: expect.stringContaining('changed while it was read'),
  });
  expect(readdirSync(staging)).toEqual([]);
});
