import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { extractZip } from './zip.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('files come out where they are wanted, executable as they were, and unwanted ones stay out', async () => {
  const zip = new ZipFile();
  zip.addEmptyDirectory('Program/');
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'Program/run', { mode: 0o100755 });
  zip.addBuffer(Buffer.from('text'), 'Program/deep/file.txt', { mode: 0o100644 });
  zip.addBuffer(Buffer.alloc(100_000), 'Program/large.bin');
  zip.end();
  const archive = path.join(folder, 'a.zip');
  await pipeline(zip.outputStream, createWriteStream(archive));

  await extractZip(archive, (name) =>
    name.endsWith('.bin') ? undefined : path.join(folder, 'out', name.replace('Program/', '')),
  );
  expect(readFileSync(path.join(folder, 'out', 'deep', 'file.txt'), 'utf8')).toBe('text');
  expect(statSync(path.join(folder, 'out', 'run')).mode & 0o111).toBe(0o111);
  expect(statSync(path.join(folder, 'out', 'deep', 'file.txt')).mode & 0o111).toBe(0);
  expect(existsSync(path.join(folder, 'out', 'large.bin'))).toBe(false);
});
