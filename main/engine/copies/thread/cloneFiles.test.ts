import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cloneFiles } from './cloneFiles.ts';
import { filesBelow } from '../../../../scripts/testCopies/index.ts';

const parts = {
  services: true,
  workers: true,
  secrets: 'peers',
  data: false,
  runs: false,
  trials: false,
} as const;

/** An application folder with one service. */
function openFolder() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'clone-files-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const root = path.join(home, 'original');
  function install(version: number, files: Record<string, string>): void {
    const at = new Date(2020, 1, version);
    for (const top of ['registry', 'modules'])
      rmSync(path.join(root, top, 'service'), { recursive: true, force: true });
    for (const [name, text] of Object.entries({ ...files, 'services.json': `version ${version}` })) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
      utimesSync(path.join(root, name), at, at);
    }
  }
  const order = (target: string) => ({
    kind: 'clone' as const,
    source: { root, parts, snapshot: null, openSecrets: {} },
    target,
  });
  return { home, root, install, order };
}

const first = {
  'registry/service/settings.json': 'one',
  'registry/service/old.py': 'one',
  'registry/service/turned': 'one',
  'modules/service/__init__.py': 'one',
};
const second = {
  'registry/service/settings.json': 'two',
  'registry/service/turned/into.py': 'two',
  'modules/service/__init__.py': 'two',
};

it('a clone that is made while a service is updated has all of one version, and nothing of the other', async () => {
  const { home, root, install, order } = openFolder();
  install(1, first);
  for (let at = 1; at <= Object.keys(first).length; at += 1) {
    install(1, first);
    const target = path.join(home, `clone ${at}`);
    let files = 0;
    await cloneFiles(order(target), () => {
      files += 1;
      // In the middle of it, once.
      if (files === at) install(2, second);
    });
    expect(filesBelow(target)).toEqual(filesBelow(root));
    for (const name of filesBelow(target))
      expect([name, readFileSync(path.join(target, name), 'utf8')]).toEqual([
        name,
        readFileSync(path.join(root, name), 'utf8'),
      ]);
  }
});

it('a clone of an application whose services never stay as they are is given up', async () => {
  const { home, install, order } = openFolder();
  install(1, first);
  let version = 1;
  const clone = cloneFiles(order(path.join(home, 'clone')), () => {
    version += 1;
    install(version, { ...first, 'registry/service/old.py': 'x'.repeat(version) });
  });
  await expect(clone).rejects.toMatchObject({ code: 'application-busy' });
});
