import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { ImageBuilder } from './index.ts';
import { openTestWorkers } from './testing/testWorkers.ts';
import type { TestWorkers } from './testing/testWorkers.ts';

/** What every call meets where Docker does not run. */
const away = (): never => {
  throw new EngineError('docker-unavailable');
};
const noDocker: ImageBuilder = {
  inspect: async () => away(),
  pull: async () => away(),
  run: async () => away(),
  build: async () => away(),
  list: async () => away(),
  remove: async () => away(),
};
const settings = { name: 'one', scripts: ['script.sh'], environments: [{ name: 'base', channels: 'ct' }] };

let test: TestWorkers;
beforeEach(() => {
  test = openTestWorkers(noDocker);
});
afterEach(() => test.close());

const never = new AbortController().signal;
let folders = 0;
/** A worker folder whose script says a word. */
const folderSaying = (word: string, more: object = {}) =>
  test.write(`one-${(folders += 1)}`, { ...settings, ...more }, { 'script.sh': `echo ${word}\n` });
const install = (folder: string, replace = false, options: object = {}) =>
  test.workers.install({ path: folder, replace, options, build: false });
const scriptNow = () => readFileSync(path.join(test.workers.get('one').folder, 'script.sh'), 'utf8');

it('keeps what an update replaces, shows what it changes, and puts it back as a version of its own', async () => {
  const [first, second] = [folderSaying('first'), folderSaying('second')];
  install(first, false, { replicas: 3 });
  expect(await test.workers.compare('one', first, never)).toMatchObject({ isSame: true, files: [] });
  const { files } = await test.workers.compare('one', second, never);
  expect(files).toMatchObject([{ path: 'script.sh', change: 'changed' }]);
  expect(files[0]?.diff).toContain('+echo second');

  install(second, true);
  expect(scriptNow()).toBe('echo second\n');
  expect(test.workers.versions('one')).toMatchObject([
    { number: 2, origin: second, isInstalled: true },
    { number: 1, origin: first, isInstalled: false },
  ]);
  expect((await test.workers.compare('one', 1, never)).files[0]?.diff).toContain('+echo first');

  expect(test.workers.rollBack('one', { build: false })).toMatchObject({ from: 2, to: 1, task: null });
  expect(scriptNow()).toBe('echo first\n');
  expect(test.workers.versions('one')).toMatchObject([
    { number: 3, origin: first, isInstalled: true },
    { number: 2, isInstalled: false },
    { number: 1, isInstalled: false },
  ]);
  expect(test.workers.get('one'), 'what was chosen of it stays').toMatchObject({
    version: 3,
    options: { replicas: 3 },
  });
});

it('keeps what was edited by hand in the application when it is replaced', () => {
  install(folderSaying('first'));
  writeFileSync(path.join(test.workers.get('one').folder, 'script.sh'), 'echo by hand\n');
  install(folderSaying('second'), true);
  test.workers.rollBack('one', { number: 1, build: false });
  expect(scriptNow()).toBe('echo by hand\n');
});

it('refuses versions that there are not, and one that cannot be used any more, and changes nothing', async () => {
  install(folderSaying('first'));
  const refused = (number?: number) => () => test.workers.rollBack('one', { number, build: false });
  expect(refused()).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(refused(1)).toThrow(expect.objectContaining({ code: 'not-found' }));
  await expect(test.workers.compare('one', 7, never)).rejects.toMatchObject({ code: 'not-found' });
  install(folderSaying('second'), true);
  const kept = path.join(test.root, 'workers/one/versions/1/source/settings.json');
  writeFileSync(kept, '{"name": 1}');
  expect(refused(1)).toThrow(expect.objectContaining({ code: 'worker-invalid' }));
  expect(scriptNow()).toBe('echo second\n');
});

it('keeps the last ten, and nothing half done after a kill in between', async () => {
  install(folderSaying('0'));
  for (let version = 1; version <= 12; version += 1) install(folderSaying(String(version)), true);
  expect(test.workers.versions('one').map(({ number }) => number)).toEqual(
    Array.from({ length: 11 }, (_, index) => 13 - index),
  );
  // As a kill leaves it between the two renames: the old folder aside, the new one not there yet.
  const root = path.join(test.root, 'workers', 'one');
  renameSync(path.join(root, 'source'), path.join(root, '.replaced'));
  mkdirSync(path.join(root, 'versions', '.incoming'));
  await test.restart();
  expect(scriptNow()).toBe('echo 12\n');
  install(folderSaying('13'), true);
  expect(readdirSync(path.join(root, 'versions'))).not.toContain('.incoming');
  expect(existsSync(path.join(root, '.replaced'))).toBe(false);
});

it('serves no channel while it is disabled, also after a restart, and still claims it', async () => {
  install(folderSaying('first'));
  expect(test.workers.installed().map(({ name }) => name)).toEqual(['one']);
  expect(test.workers.setEnabled('one', false)).toMatchObject({ isEnabled: false });
  await test.restart();
  expect(test.workers.installed()).toEqual([]);
  expect(test.workers.list()).toMatchObject([{ name: 'one', isEnabled: false }]);
  const other = test.write('other', { ...settings, name: 'other' }, { 'script.sh': '' });
  expect(() => install(other)).toThrow(expect.objectContaining({ code: 'channel-taken' }));
  expect(test.workers.setEnabled('one', true)).toMatchObject({ isEnabled: true });
  expect(test.workers.installed()).toHaveLength(1);
});
