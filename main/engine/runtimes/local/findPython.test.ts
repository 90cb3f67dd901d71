import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython, pythonCandidates } from './findPython.ts';

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'find-python-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a program; returns its path. */
function program(script: string, name = 'python3'): string {
  const file = path.join(folder, String((count += 1)), name);
  mkdirSync(path.dirname(file));
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}

const old = '#!/bin/sh\nprintf \'{"executable": "/p", "version": [2, 7, 18]}\'\n';

describe('the commands to try', () => {
  const commands = (...given: Parameters<typeof pythonCandidates>) =>
    pythonCandidates(...given).map((one) => [one.command, ...one.arguments].join(' '));

  it('are only the chosen one where one is chosen, the setting before the variable', () => {
    expect(commands(null, 'linux', { DCM_PROCESSOR_PYTHON: '/p', PATH: '/bin' })).toEqual(['/p']);
    expect(commands('/mine', 'linux', { DCM_PROCESSOR_PYTHON: '/p' })).toEqual(['/mine']);
  });

  it('are all of the search path, python3 first', () => {
    expect(commands(null, 'linux', { PATH: '/a::/b:/a' })).toEqual([
      '/a/python3',
      '/b/python3',
      '/a/python',
      '/b/python',
    ]);
    expect(commands(null, 'linux', {})).toEqual([]);
  });

  it('begin with the launcher on Windows, whose search path is spelt Path', () => {
    expect(commands(null, 'win32', { Path: 'C:\\a;C:\\b' })).toEqual([
      'py -3',
      'C:\\a\\python3.exe',
      'C:\\b\\python3.exe',
      'C:\\a\\python.exe',
      'C:\\b\\python.exe',
    ]);
  });

  it('reach the folders of installers on macOS, which programs started from the Dock do not see', () => {
    expect(commands(null, 'darwin', { PATH: '/usr/bin' })).toContain('/opt/homebrew/bin/python3');
  });
});

describe('finding a Python', () => {
  it('passes over one that is too old and takes the next of the search path', async () => {
    const real = await findPython(null);
    const good = program(`#!/bin/sh\nexec ${real.executable} "$@"\n`);
    const PATH = [path.dirname(program(old)), folder, path.dirname(good)].join(path.delimiter);
    expect(await findPython(null, { PATH })).toEqual(real);
  });

  it('asks past what the machine makes every Python print', async () => {
    const noisy = program(
      '#!/bin/sh\necho noise\necho\necho \'{"executable": "/p/python3", "version": [3, 6, 0]}\'\n',
    );
    expect(await findPython(noisy)).toEqual({ executable: '/p/python3', version: '3.6.0' });
  });

  it('lists all that were tried, with the reason for each', async () => {
    const [first, second] = [program(old), program('#!/bin/sh\nexit 9\n')];
    const PATH = [first, second].map((file) => path.dirname(file)).join(path.delimiter);
    await expect(findPython(null, { PATH })).rejects.toMatchObject({
      code: 'python-not-found',
      details: `${first}: it is Python 2.7.18; 3.6 or newer is needed\n${second}: it could not be asked: it ended with 9 and said nothing`,
    });
  });

  it('says so where there is nothing to try', async () => {
    await expect(findPython(null, { PATH: folder })).rejects.toMatchObject({
      code: 'python-not-found',
      details: expect.stringContaining('PATH'),
    });
  });

  it('names the variable that named an unusable one, and does not take another', async () => {
    const env = { ...process.env, DCM_PROCESSOR_PYTHON: path.join(folder, 'missing') };
    await expect(findPython(null, env)).rejects.toMatchObject({
      message: expect.stringContaining('DCM_PROCESSOR_PYTHON'),
      details: expect.stringContaining('there is no such program'),
    });
  });

  it.each([
    ['is no Python', '#!/bin/sh\necho hello\n', 'it did not answer as a Python does'],
    ['says nothing', '#!/bin/sh\nexit 0\n', 'it did not answer as a Python does'],
    ['fails', '#!/bin/sh\necho broken >&2\nexit 9\n', 'broken'],
    ['is too old', old, 'it is Python 2.7.18; 3.6 or newer is needed'],
  ])('says why a chosen one that %s will not do', async (_what, script, expected) => {
    await expect(findPython(program(script))).rejects.toMatchObject({
      code: 'python-not-found',
      message: expect.stringContaining('chosen'),
      details: expect.stringContaining(expected),
    });
  });

  it('says why a chosen file that may not be executed will not do', async () => {
    const file = program('text');
    chmodSync(file, 0o644);
    await expect(findPython(file)).rejects.toMatchObject({
      details: expect.stringContaining('it may not be started'),
    });
  });
});
