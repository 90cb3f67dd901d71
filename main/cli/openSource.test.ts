import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sourceIn } from './openSource.ts';

it.each([
  ['https://example.org/a.zip', { kind: 'archive', url: 'https://example.org/a.zip' }],
  ['https://example.org/a.tar.gz?token=1', { kind: 'archive' }],
  ['https://example.org/a.git', { kind: 'git', url: 'https://example.org/a.git' }],
  ['https://example.org/group/a', { kind: 'git' }],
  ['git@example.org:group/a', { kind: 'git', url: 'git@example.org:group/a' }],
  ['ssh://git@example.org/a.zip', { kind: 'git' }],
  ['./folder', { kind: 'folder', path: path.resolve('folder') }],
  ['C:\\folder', { kind: 'folder' }],
  ['folder@2/a:b', { kind: 'folder' }],
])('takes %s for what it looks like', (given, expected) => {
  expect(sourceIn({ path: given })).toMatchObject(expected);
});

it('takes a file for an archive, and the word of the options over what it looks like', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-source-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'service.bin');
  writeFileSync(file, '');
  expect(sourceIn({ path: file, subPath: 'a' })).toEqual({ kind: 'archive', path: file, subfolder: 'a' });
  expect(sourceIn({ path: folder, subPath: 'a' })).toEqual({ kind: 'folder', path: path.join(folder, 'a') });
  expect(sourceIn({ path: folder, git: true, ref: 'v1' })).toEqual({
    kind: 'git',
    url: folder,
    submodules: true,
    ref: 'v1',
  });
  expect(sourceIn({ path: 'https://example.org/download', web: true })).toMatchObject({ kind: 'archive' });
});

it.each([
  [{}, '--path'],
  [{ path: ' ' }, '--path'],
  [{ path: 'a', git: true, web: true }, 'only one'],
  [{ path: 'a', ref: 'v1' }, '--ref'],
  [{ path: 'a', submodules: false }, '--no-submodules'],
  [{ path: 'a', remember: true }, '--remember'],
  [{ path: 'https://example.org/a.git', remember: true }, '--remember'],
  [{ path: 'a', sha256: 'f'.repeat(64) }, '--sha256'],
])('refuses options that do not fit: %j', (options, expected) => {
  expect(() => sourceIn(options)).toThrow(expected);
});
