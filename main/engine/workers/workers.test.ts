import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { install, one, openTestWorkers } from './testing/testWorkers.ts';
import type { TestWorkers } from './testing/testWorkers.ts';

describe('the room of workers, while Docker is away,', () => {
  let test: TestWorkers;
  beforeEach(() => {
    test = openTestWorkers();
  });
  afterEach(() => test.close());

  it('refuses a channel that an installed worker serves, but not its own when it is replaced', async () => {
    await test.workers.install(install(test.write('one', one)));
    const two = { ...one, name: 'two' };
    await expect(test.workers.install(install(test.write('two', two)))).rejects.toThrow(
      expect.objectContaining({
        code: 'channel-taken',
        message: expect.stringContaining(
          'The channel "ct" is claimed by environment "base" of worker "one" and by environment "base" of worker "two".',
        ),
      }),
    );
    await expect(test.workers.install(install(test.write('one', one)))).rejects.toThrow(
      expect.objectContaining({ code: 'worker-exists' }),
    );
    await test.workers.install(install(test.write('one', one), { replace: true }));
    expect(test.workers.list().map(({ name }) => name)).toEqual(['one']);
  });

  it('installs several workers from one folder, each with its own part of the settings', async () => {
    const both = [one, { ...one, name: 'Two', environments: [{ name: 'x', channels: 'mr' }], memory: '1g' }];
    const folder = test.write('both', both);
    await test.workers.install(install(folder));
    expect(test.workers.list()).toMatchObject([
      { name: 'one', state: 'not-built', environments: [{ channels: ['ct'] }], options: { memory: null } },
      {
        name: 'two',
        state: 'not-built',
        environments: [{ channels: ['mr'] }],
        options: { memory: 1024 ** 3 },
      },
    ]);
    expect(test.workers.get('TWO').dockerfile).toContain('# Worker "two".');
    expect(test.workers.installed()[1]).toMatchObject({
      image: null,
      problem: expect.stringContaining('not been built'),
    });
  });

  it.each([
    [
      'a link out of the folder',
      (folder: string) => symlinkSync('/etc/passwd', path.join(folder, 'requirements.txt')),
    ],
    ['a linked folder out of it', (folder: string) => symlinkSync('/etc', path.join(folder, 'wheels'))],
    ['a link to nothing', (folder: string) => symlinkSync('nowhere', path.join(folder, 'x'))],
  ])('refuses %s, and writes nothing', async (_, spoil) => {
    const folder = test.write('one', one);
    spoil(folder);
    await expect(test.workers.install(install(folder))).rejects.toThrow(
      expect.objectContaining({ code: 'worker-invalid' }),
    );
    expect(existsSync(path.join(test.root, 'workers', 'one'))).toBe(false);
  });

  it('runs and writes nothing on this machine, whatever names and texts a folder has', async () => {
    const folder = test.write(
      'one',
      { ...one, description: '$(touch /tmp/x)\n`id`', scripts: 'script.sh' },
      {
        'script.sh': 'touch ../../escaped\n',
        '$(touch escaped)': '1',
        'a"b\nc': '2',
        '😀 and spaces': '3',
      },
    );
    mkdirSync(path.join(folder, 'x'.repeat(200), 'y'.repeat(200)), { recursive: true });
    writeFileSync(path.join(folder, 'x'.repeat(200), 'y'.repeat(200), 'z'.repeat(200)), 'deep');
    chmodSync(path.join(folder, 'script.sh'), 0o755);
    const { findings, workers } = await test.workers.check(
      { path: folder, probe: false },
      new AbortController().signal,
    );
    expect(findings).toEqual([]);
    expect(workers[0]?.dockerfile).not.toContain('touch');
    const before = readdirSync(path.dirname(folder));
    await test.workers.install(install(folder));
    expect(readdirSync(path.dirname(folder))).toEqual(before);
    expect(readdirSync(path.join(test.root, 'workers'))).toEqual(['one']);
    const source = path.join(test.root, 'workers', 'one', 'source');
    expect(readFileSync(path.join(source, '😀 and spaces'), 'utf8')).toBe('3');
    for (const name of ['../one', '..', 'x'.repeat(300), 'a/b', '$(id)', '"', '']) {
      expect(() => test.workers.get(name)).toThrow(expect.objectContaining({ code: 'worker-not-found' }));
      await expect(test.workers.remove(name, { keepImage: true })).rejects.toMatchObject({
        code: 'worker-not-found',
      });
    }
  });

  it('names the file and line of an included requirements file that is missing, and of Windows line ends', async () => {
    const settings = {
      ...one,
      scripts: 's.sh',
      environments: [{ name: 'base', channels: 'ct', requirements: 'r.txt' }],
    };
    const folder = test.write('one', settings, { 'r.txt': '# x\n\n-r gone.txt\n', 's.sh': 'ls\r\n' });
    await expect(test.workers.install(install(folder))).rejects.toMatchObject({
      message: expect.stringContaining(
        's.sh: The script has line ends of Windows; save it with those of Linux (LF). (and 1 more)',
      ),
      details: 'r.txt, line 3: The file gone.txt that it includes is missing.',
    });
  });

  it('refuses mounts over what containers need, and tells of what containers would see of this machine', async () => {
    const check = async (mounts: object[]) => {
      const folder = test.write('one', { ...one, mounts, network: true });
      const { findings } = await test.workers.check(
        { path: folder, probe: false },
        new AbortController().signal,
      );
      return findings.map(({ severity, message }) => `${severity}: ${message}`);
    };
    expect(await check([{ source: '/', target: '/runs/x' }])).toContain(
      'error: Worker "one": the path /runs/x is kept by DCM Processor or the system.',
    );
    expect(await check([{ source: '/tmp', target: '/atlas', readOnly: false }])).toEqual([
      'warning: Worker "one": its containers may read and change /tmp on this machine.',
      'warning: Worker "one": its containers reach the network.',
    ]);
  });

  it('makes containers anew when, and only when, what they are made of has changed', async () => {
    await test.workers.install(install(test.write('one', { ...one, entryScriptPaths: '/scripts/a' })));
    const hash = () => test.workers.installed()[0]?.configHash;
    const before = hash();
    expect(hash()).toBe(before);
    expect(test.workers.installed()[0]?.mounts).toEqual([
      {
        source: path.join(test.root, 'workers', 'one', 'mounts', 'scripts__a'),
        target: '/scripts/a',
        readOnly: true,
      },
    ]);
    expect(test.workers.setOptions('one', { memory: 2 ** 30 }).options.memory).toBe(2 ** 30);
    expect(hash()).not.toBe(before);
    test.workers.setOptions('one', null);
    expect(hash()).toBe(before);
    expect(() =>
      test.workers.setOptions('one', { mounts: [{ source: '/a', target: '/runs', readOnly: true }] }),
    ).toThrow(expect.objectContaining({ code: 'worker-invalid' }));
  });

  it('adds what a service asks for to the environment that runs its jobs, once', async () => {
    const both = [
      { name: 'other', environments: [{ name: 'o', channels: 'x' }] },
      { ...one, scripts: 'own.sh' },
    ];
    await test.workers.install(install(test.write('both', both, { 'own.sh': 'true\n' })));
    const module = path.join(test.root, 'modules', 'seg');
    mkdirSync(module, { recursive: true });
    writeFileSync(path.join(module, 'requirements.txt'), '# nothing else\nnumpy\n');
    writeFileSync(path.join(module, 'script.sh'), '#!/bin/bash\n');
    test.services.push({ name: 'seg', channels: ['ct'] }, { name: 'plain', channels: ['ct'] });
    expect(test.workers.adoptable()).toEqual([
      {
        service: 'seg',
        requirements: ['numpy'],
        script: [],
        adoptedBy: [],
        worker: 'one',
        environment: 'base',
      },
    ]);
    test.workers.adopt('one', 'seg', undefined);
    test.workers.adopt('one', 'seg', undefined);
    expect(test.workers.get('one').settings).toMatchObject({
      scripts: ['own.sh'],
      environments: [{ requirements: ['services/seg/requirements.txt'] }],
    });
    expect(test.workers.adoptable()).toMatchObject([{ adoptedBy: ['one'] }]);
    expect(test.workers.get('one').dockerfile).toContain('-r services/seg/requirements.txt');
    expect(() => test.workers.adopt('one', 'plain', undefined)).toThrow('asks for nothing');
  });

  it('copies a worker before it is removed, from where it can be installed again', async () => {
    await test.workers.install(install(test.write('one', one, { 'data/x.txt': 'x' })));
    const to = path.join(test.root, 'copies');
    expect(await test.workers.backup('one', to)).toMatchObject({ path: path.join(to, 'one') });
    await expect(test.workers.backup('one', to)).rejects.toThrow(
      expect.objectContaining({ code: 'folder-not-usable' }),
    );
    const again = path.join(test.root, 'more');
    const removed = await test.workers.remove('one', { keepImage: false, backup: again });
    expect(removed.problem).toContain('Docker');
    expect(test.workers.list()).toEqual([]);
    await test.workers.install(install(path.join(again, 'one')));
    expect(readFileSync(path.join(test.root, 'workers', 'one', 'source', 'data', 'x.txt'), 'utf8')).toBe('x');
  });

  it('tells of a build that Docker cannot do, and shows settings that were spoilt by hand', async () => {
    const { tasks } = await test.workers.install(install(test.write('one', one), { build: true }));
    expect((await test.ended(tasks[0])).state).toBe('failed');
    expect(test.workers.list()).toMatchObject([
      {
        state: 'failed',
        lastBuild: { problem: { message: expect.stringContaining('Docker does not run.') } },
      },
    ]);
    writeFileSync(path.join(test.root, 'workers', 'one', 'source', 'settings.json'), '{\n"name": \n');
    expect(test.workers.list()).toMatchObject([{ state: 'invalid', findings: [{ file: 'settings.json' }] }]);
    expect(test.workers.installed()).toEqual([]);
  });
});
