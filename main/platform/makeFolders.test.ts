import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolders } from './makeFolders.ts';

test('folders are made with those above them, and those that are there stay as they are', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'folders-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const deep = path.join(root, 'a', 'b c', 'd');
  makeFolders(deep);
  makeFolders(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
  writeFileSync(path.join(root, 'file'), '');
  expect(() => makeFolders(path.join(root, 'file', 'x'))).toThrow(/ENOTDIR/);
});

test.skipIf(process.platform !== 'linux')(
  'a place that takes no folders is told instead of tried for ever',
  () => {
    expect(() => makeFolders('/proc/nowhere/at/all')).toThrow(/ENOENT/);
  },
);
