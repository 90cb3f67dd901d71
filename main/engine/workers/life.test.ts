import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openTestWorkers } from './testing/testWorkers.ts';
import type { TestWorkers } from './testing/testWorkers.ts';

const settings = { name: 'one', scripts: ['script.sh'], environments: [{ name: 'base', channels: 'ct' }] };

let test: TestWorkers;
beforeEach(() => {
  test = openTestWorkers();
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
  await install(first, false, { replicas: 3 });
  expect(await test.workers.compare('one', first, never)).toMatchObject({ isSame: true, files: [] });
  const { files } = await test.workers.compare('one', second, never);
  expect(files).toMatchObject([{ path: 'script.sh', change: 'changed' }]);
  expect(files[0]?.diff).toContain('+echo second');

  await install(second, true);
  expect(scriptNow()).toBe('echo second\n');
  expect(test.workers.versions('one')).toMatchObject([
    { number: 2, origin: second, isInstalled: true },
    { number: 1, origin: first, isInstalled: false },
  ]);
  expect((await test.workers.compare('one', 1, never)).files[0]?.diff).toContain('+echo first');

  expect(await test.workers.rollBack('one', { build: false })).toMatchObject({ from: 2, to: 1, task: null });
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

it('keeps what was edited by hand in the application when it is replaced', async () => {
  await install(folderSaying('first'));
  writeFileSync(path.join(test.workers.get('one').folder, 'script.sh'), 'echo by hand\n');
  await install(folderSaying('second'), true);
  await test.workers.rollBack('one', { number: 1, build: false });
  expect(scriptNow()).toBe('echo by hand\n');
});

it('refuses versions that there are not, and one that cannot be used any more, and changes nothing', async () => {
  await install(folderSaying('first'));
  const refused = (number?: number) => test.workers.rollBack('one', { number, build: false });
  await expect(refused()).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
  await expect(refused(1)).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
  await expect(test.workers.compare('one', 7, never)).rejects.toMatchObject({ code: 'not-found' });
  await install(folderSaying('second'), true);
  const kept = path.join(test.root, 'workers/one/versions/1/source/settings.json');
  writeFileSync(kept, '{"name": 1}');
  await expect(refused(1)).rejects.toThrow(expect.objectContaining({ code: 'worker-invalid' }));
  expect(scriptNow()).toBe('echo second\n');
});

it('keeps the last ten', async () => {
  await install(folderSaying('0'));
  for (let version = 1; version <= 12; version += 1) await install(folderSaying(String(version)), true);
  expect(test.workers.versions('one').map(({ number }) => number)).toEqual(
    Array.from({ length: 11 }, (_, index) => 13 - index),
  );
  expect(readdirSync(path.join(test.root, 'workers/one/versions'))).toHaveLength(10);
});

it('a roll back to a channel that another worker has meanwhile, or to paths that an option uses, is refused', async () => {
  await install(folderSaying('first'));
  await install(folderSaying('second', { environments: [{ name: 'base', channels: 'mr' }] }), true);
  const other = test.write('other', { ...settings, name: 'other' }, { 'script.sh': '' });
  await install(other);
  const refused = () => test.workers.rollBack('one', { number: 1, build: false });
  await expect(refused()).rejects.toMatchObject({ code: 'channel-taken' });
  expect(scriptNow()).toBe('echo second\n');
  expect(test.workers.get('one')).toMatchObject({ version: 2, environments: [{ channels: ['mr'] }] });
  await test.workers.remove('other', { keepImage: true });

  const kept = path.join(test.root, 'workers/one/versions/1/source/settings.json');
  writeFileSync(kept, JSON.stringify({ ...settings, entryScriptPaths: '/start' }));
  test.workers.setOptions('one', { mounts: [{ source: '/tmp', target: '/start', readOnly: true }] });
  await expect(refused()).rejects.toMatchObject({ code: 'worker-invalid' });
  test.workers.setOptions('one', null);
  expect(await refused()).toMatchObject({ to: 1 });
});

it.each([
  [
    'before it counts',
    (versions: string) => {
      mkdirSync(versions);
      writeFileSync(path.join(versions, '1'), 'in the way');
    },
  ],
  [
    'between its two moves',
    (versions: string) => {
      mkdirSync(path.join(versions, '1'), { recursive: true });
      symlinkSync('nowhere', path.join(versions, '1', 'source'));
    },
  ],
])('an update that fails %s leaves the version before, with its record', async (_, spoil) => {
  const first = folderSaying('first');
  await install(first);
  spoil(path.join(test.root, 'workers/one/versions'));
  const second = folderSaying('second', { name: 'other' });
  const failed = test.workers.install({
    path: second,
    name: 'one',
    replace: true,
    options: {},
    build: false,
  });
  await expect(failed).rejects.toMatchObject({ code: 'disk-failed' });
  await test.restart();
  expect(scriptNow()).toBe('echo first\n');
  expect(test.workers.get('one')).toMatchObject({ version: 1, origin: first, state: 'not-built' });
  rmSync(path.join(test.root, 'workers/one/versions'), { recursive: true });
  await install(folderSaying('third'), true);
  expect(test.workers.versions('one').map(({ number }) => number)).toEqual([2, 1]);
});

it('a worker whose first installation fails is none, and can be installed', async () => {
  mkdirSync(path.join(test.root, 'workers'));
  writeFileSync(path.join(test.root, 'workers', 'one'), 'in the way');
  await expect(install(folderSaying('first'))).rejects.toMatchObject({ code: 'disk-failed' });
  expect(test.workers.list()).toEqual([]);
  rmSync(path.join(test.root, 'workers', 'one'));
  await install(folderSaying('first'));
  expect(test.workers.list()).toMatchObject([{ name: 'one', version: 1 }]);
});

it('gives no number twice where the record was damaged, so that no kept version is lost', async () => {
  await install(folderSaying('first'));
  await install(folderSaying('second'), true);
  writeFileSync(path.join(test.root, 'workers/one/worker.json'), '{');
  await install(folderSaying('third'), true);
  expect(test.workers.versions('one').map(({ number }) => number)).toEqual([3, 2, 1]);
  await test.workers.rollBack('one', { number: 1, build: false });
  expect(scriptNow()).toBe('echo first\n');
});

it('two updates at once keep both, and each version its own files', async () => {
  await install(folderSaying('first'));
  await Promise.all([install(folderSaying('second'), true), install(folderSaying('third'), true)]);
  expect(scriptNow()).toBe('echo third\n');
  await test.workers.rollBack('one', { number: 2, build: false });
  expect(scriptNow()).toBe('echo second\n');
});

it('copies a large worker without holding up everything else', async () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`data/${index}`, 'x']));
  const folder = test.write('many', settings, { 'script.sh': '', ...many });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  onTestFinished(() => clearInterval(timer));
  /** How often something else had its turn. */
  const meanwhile = async (work: () => Promise<unknown>): Promise<number> => {
    turns = 0;
    await work();
    return turns;
  };
  expect(await meanwhile(() => install(folder))).toBeGreaterThan(5);
  expect(await meanwhile(() => test.workers.backup('one', path.join(test.root, 'a')))).toBeGreaterThan(5);
  await install(folder, true);
  expect(await meanwhile(() => test.workers.rollBack('one', { build: false }))).toBeGreaterThan(5);
  const backup = path.join(test.root, 'b');
  expect(await meanwhile(() => test.workers.remove('one', { keepImage: true, backup }))).toBeGreaterThan(5);
  expect(readdirSync(path.join(test.root, 'b/one/data'))).toHaveLength(150);
});

it('serves no channel while it is disabled, also after a restart, and still claims it', async () => {
  await install(folderSaying('first'));
  expect(test.workers.installed().map(({ name }) => name)).toEqual(['one']);
  expect(test.workers.setEnabled('one', false)).toMatchObject({ isEnabled: false });
  await test.restart();
  expect(test.workers.installed()).toEqual([]);
  expect(test.workers.list()).toMatchObject([{ name: 'one', isEnabled: false }]);
  const other = test.write('other', { ...settings, name: 'other' }, { 'script.sh': '' });
  await expect(install(other)).rejects.toThrow(expect.objectContaining({ code: 'channel-taken' }));
  expect(test.workers.setEnabled('one', true)).toMatchObject({ isEnabled: true });
  expect(test.workers.installed()).toHaveLength(1);
});
