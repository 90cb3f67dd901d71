import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import { createServices, inspectService, takenFromFolder } from './index.ts';

let folder: string;
let context: ApplicationContext;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  const root = path.join(folder, 'application');
  mkdirSync(root);
  const folders = applicationFolders(root);
  context = {
    id: 'a',
    folders,
    history: openHistory(folders.historyFile),
    events: createEventBus(),
    log: silentLogger,
    options: () => applicationOptionsSchema.parse({}),
  };
});
afterEach(() => {
  context.history.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a service folder; `settings` as text or value. */
function writeService(name: string, settings: unknown): string {
  const root = path.join(folder, name);
  mkdirSync(path.join(root, 'registry'), { recursive: true });
  mkdirSync(path.join(root, 'module'), { recursive: true });
  writeFileSync(
    path.join(root, 'registry', 'settings.json'),
    typeof settings === 'string' ? settings : JSON.stringify(settings),
  );
  writeFileSync(path.join(root, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(root, 'module', '__init__.py'), 'def worker(**kwargs):\n    return 1\n');
  return root;
}
const job = (service: string, more: object = {}) => ({
  jobName: service,
  worker: `${service}.worker`,
  callback: `${service}.callback`,
  ...more,
});
const errorsOf = (root: string, name?: string) =>
  inspectService(root, name)
    .findings.filter((finding) => finding.severity === 'error')
    .map((finding) => `${finding.file}:${finding.line ?? ''} ${finding.message}`);

describe('inspecting a service folder', () => {
  it('takes an object or an array, and every spelling of optional fields of the original', () => {
    const root = writeService('good', [
      job('good', {
        dependsOn: null,
        timeout: '1h',
        priority: 'low',
        params: {},
        sortPosition: -2,
        unknown: 1,
      }),
      job('good', { jobName: 'second', dependsOn: 'good', timeout: 90 }),
    ]);
    const found = inspectService(root);
    expect(found.findings).toEqual([]);
    expect(found.jobs.map((entry) => [entry.jobName, entry.dependsOn, entry.channel])).toEqual([
      ['good', [], 'default'],
      ['second', ['good'], 'default'],
    ]);
    expect(inspectService(writeService('single', job('single'))).name).toBe('single');
  });

  it('finds the package name in the functions when the folder has another name', () => {
    expect(inspectService(writeService('my-service-1.2', job('segmentation'))).name).toBe('segmentation');
  });

  it.each([
    ['no settings.json', null, 'registry/settings.json: The file is missing'],
    [
      'invalid JSON, with its line',
      '{\n  "jobName": "a",\n  oops\n}',
      'registry/settings.json:3 The file is not valid JSON',
    ],
    ['an empty list', [], 'names no job'],
    ['a number', 7, 'Entry 1'],
    ['a missing worker', { jobName: 'bad', callback: 'bad.callback' }, 'Job "bad", field "worker"'],
    ['a function without its package', job('bad', { worker: 'worker' }), 'full function name'],
    ['another package', job('bad', { worker: 'other.worker' }), 'must begin with the name of the service'],
    ['a jobName used twice', [job('bad'), job('bad')], 'used twice'],
  ])('says what is wrong with %s', (_what, settings, expected) => {
    const root = writeService('bad', settings ?? '');
    if (settings === null) rmSync(path.join(root, 'registry', 'settings.json'));
    expect(errorsOf(root).join('\n')).toContain(expected);
  });

  it.each(['9lives', 'my-service', '../escape', 'class', "quo'te", 'a b'])(
    'refuses the name %j, which no Python package can have',
    (name) => {
      expect(errorsOf(writeService('good', job('good')), name).join('\n')).toContain(
        'cannot name a Python package',
      );
    },
  );

  it('refuses a folder that is not there', () => {
    expect(() => inspectService(path.join(folder, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'service-invalid' }),
    );
  });
});

describe('installing', () => {
  it('puts module and registry where the original does, without caches, and records version and origin', async () => {
    const root = writeService('good', job('good'));
    mkdirSync(path.join(root, 'module', '__pycache__'));
    writeFileSync(path.join(root, 'module', '__pycache__', 'x.pyc'), '');
    // As somebody makes one beside the code; it may lead anywhere.
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(path.join(elsewhere, 'key'), 'secret');
    symlinkSync(elsewhere, path.join(root, 'module', '.venv'));
    symlinkSync(elsewhere, path.join(root, 'module', 'node_modules'));
    const services = createServices(context);
    await services.install({ from: takenFromFolder(root), replace: false });
    expect(services.summary('good')).toMatchObject({
      name: 'good',
      origin: root,
      version: 1,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(existsSync(path.join(context.folders.modules, 'good', '__init__.py'))).toBe(true);
    expect(existsSync(path.join(context.folders.registry, 'good', 'settings.json'))).toBe(true);
    for (const name of ['__pycache__', '.venv', 'node_modules'])
      expect(existsSync(path.join(context.folders.modules, 'good', name))).toBe(false);
    expect(services.list().map((service) => service.name)).toEqual(['good']);
  });

  it('never replaces a service unasked, and replaces it whole when asked', async () => {
    const root = writeService('good', job('good'));
    writeFileSync(path.join(root, 'module', 'old.py'), '');
    const services = createServices(context);
    await services.install({ from: takenFromFolder(root), replace: false });
    const first = services.summary('good').contentHash;
    await expect(services.install({ from: takenFromFolder(root), replace: false })).rejects.toMatchObject({
      code: 'service-exists',
    });
    rmSync(path.join(root, 'module', 'old.py'));
    await services.install({ from: takenFromFolder(root), replace: true });
    expect(services.summary('good').contentHash).not.toBe(first);
    expect(existsSync(path.join(context.folders.modules, 'good', 'old.py'))).toBe(false);
  });

  it('leaves nothing behind when the service is refused', async () => {
    const services = createServices(context);
    await expect(
      services.install({ from: takenFromFolder(writeService('bad', '{')), replace: false }),
    ).rejects.toMatchObject({ code: 'service-invalid', message: expect.stringContaining('not valid JSON') });
    expect(services.list()).toEqual([]);
    expect(existsSync(path.join(context.folders.modules, 'bad'))).toBe(false);
  });

  it.each(['con', 'LPT1', 'GOOD', 'n'.repeat(101)])(
    'refuses the name %s, which is no folder of its own on every system',
    async (name) => {
      const services = createServices(context);
      await services.install({ from: takenFromFolder(writeService('good', job('good'))), replace: false });
      const root = writeService(`folder-of-${name}`.slice(0, 50), job(name));
      await expect(services.install({ from: takenFromFolder(root), replace: true })).rejects.toMatchObject({
        code: 'service-invalid',
      });
      expect(services.list().map((service) => service.name)).toEqual(['good']);
    },
  );

  it('survives links that lead back into the service folder', async () => {
    const root = writeService('good', job('good'));
    symlinkSync(root, path.join(root, 'module', 'loop'));
    await createServices(context).install({ from: takenFromFolder(root), replace: false });
    expect(existsSync(path.join(context.folders.modules, 'good', '__init__.py'))).toBe(true);
  });

  it('brings a folder that was laid there by hand back when it was killed between two renames', () => {
    const { registry } = context.folders;
    mkdirSync(path.join(registry, '.incoming-x'), { recursive: true });
    mkdirSync(path.join(registry, '.replaced-good'));
    writeFileSync(path.join(registry, '.replaced-good', 'settings.json'), JSON.stringify(job('good')));
    const services = createServices(context);
    expect(services.list().map((service) => service.name)).toEqual(['good']);
    expect(existsSync(path.join(registry, '.incoming-x'))).toBe(false);
  });

  it('lists services that were laid into the registry by hand, and tells planning what cannot be read', () => {
    mkdirSync(path.join(context.folders.registry, 'manual'), { recursive: true });
    writeFileSync(path.join(context.folders.registry, 'manual', 'settings.json'), '{oops');
    const services = createServices(context);
    expect(services.list()[0]).toMatchObject({ name: 'manual', jobs: [] });
    expect(services.installed()[0]?.problem).toContain('not valid JSON');
  });

  it('is still told of when its settings are gone: it must not just fall silent', async () => {
    const services = createServices(context);
    for (const name of ['kept', 'lost', 'removed']) {
      await services.install({ from: takenFromFolder(writeService(name, job(name))), replace: false });
    }
    const { registry } = context.folders;
    rmSync(path.join(registry, 'lost', 'settings.json'));
    rmSync(path.join(registry, 'removed'), { recursive: true });
    mkdirSync(path.join(registry, 'helpers'));
    expect(services.installed().map(({ name, problem }) => [name, problem])).toEqual([
      ['kept', null],
      ['lost', 'The file is missing. It names the jobs of the service.'],
    ]);
  });
});
