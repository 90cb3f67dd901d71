import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLockTaker } from './environmentLock.ts';
import { findPython } from './findPython.ts';

const packageFolder = fileURLToPath(new URL('../../../../templates/python', import.meta.url));
let site: string;
beforeEach(() => {
  site = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  vi.stubEnv('PYTHONPATH', site);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(site, { recursive: true, force: true });
});

/** Installs a package, as far as Python's metadata goes, at a time that has passed. */
function install(name: string, version: string): void {
  const info = path.join(site, `${name}-${version}.dist-info`);
  mkdirSync(info);
  writeFileSync(path.join(info, 'METADATA'), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
  const then = new Date(Date.now() - 60_000 + Math.random() * 1000);
  utimesSync(site, then, then);
}

describe('the lock of an environment', () => {
  it('is asked for once while nothing changes, and again when a package comes, changes or goes', async () => {
    install('lungmask', '1.0');
    const take = createLockTaker(await findPython(null), packageFolder);
    const versions = async () =>
      (await take()).packages.filter((one) => one.name === 'lungmask').map((one) => one.version);
    const first = await take();
    expect(await versions()).toEqual(['1.0']);
    expect(await take()).toBe(first);
    rmSync(path.join(site, 'lungmask-1.0.dist-info'), { recursive: true });
    install('lungmask', '1.1');
    expect(await versions()).toEqual(['1.1']);
    rmSync(path.join(site, 'lungmask-1.1.dist-info'), { recursive: true });
    expect(await versions()).toEqual([]);
  });

  it('of a Python that cannot say it is an error that says what Python said', async () => {
    const broken = { executable: path.join(site, 'python3'), version: '3.11.7' };
    writeFileSync(broken.executable, '#!/bin/sh\necho "no module named anything" >&2\nexit 3\n', {
      mode: 0o755,
    });
    await expect(createLockTaker(broken, packageFolder)()).rejects.toMatchObject({
      code: 'runtime-failed',
      details: 'no module named anything',
    });
  });
});
