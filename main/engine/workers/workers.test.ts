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
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../../scripts/testDocker/index.ts';
import { EngineError } from '../../../contract/index.ts';
import { createImageBuilder } from '../runtimes/docker/images/index.ts';
import type { ImageBuilder } from './index.ts';
import { createWorkerFolder } from './draft/index.ts';
import { openTestWorkers } from './testing/testWorkers.ts';
import type { TestWorkers } from './testing/testWorkers.ts';

const client = docker();
const real = createImageBuilder({ use: (_, ask) => ask(client) });
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
const one = { name: 'one', environments: [{ name: 'base', channels: 'ct' }] };
const install = (path_: string, more: object = {}) => ({
  path: path_,
  replace: false,
  options: {},
  build: false,
  ...more,
});

describe('the room of workers, while Docker is away,', () => {
  let test: TestWorkers;
  beforeEach(() => {
    test = openTestWorkers(noDocker);
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

it('a new worker folder can be installed as it is, and an existing one is not written over', async () => {
  const test = openTestWorkers(noDocker, 'template');
  try {
    const request = {
      path: path.join(test.root, 'new'),
      name: 'lung',
      description: 'with "quotes"',
      baseImage: 'debian:12',
      pythonVersion: '3.11',
      channels: ['ct'],
      script: '',
    };
    const templates = path.resolve(import.meta.dirname, '..', '..', '..', 'templates');
    const { folder } = createWorkerFolder(templates, request);
    expect((await test.workers.install(install(folder))).workers).toMatchObject([
      { name: 'lung', state: 'not-built', findings: [] },
    ]);
    expect(() => createWorkerFolder(templates, request)).toThrow(
      expect.objectContaining({ code: 'folder-not-usable' }),
    );
    expect(() => createWorkerFolder(templates, { ...request, name: 'b', baseImage: 'a b' })).toThrow(
      expect.objectContaining({ code: 'worker-invalid' }),
    );
    expect(existsSync(path.join(test.root, 'new', 'b'))).toBe(false);
  } finally {
    void test.close();
  }
});

describe.skipIf((await dockerObstacle()) !== null)('the room of workers with a real Docker', () => {
  let test: TestWorkers;
  let base: string;
  beforeAll(async () => {
    base = await baseImage();
    test = openTestWorkers(real, 'real');
  }, 300_000);
  afterAll(async () => {
    await test.close();
    await removeLabelled(client, test.label);
    for (const worker of ['one', 'uvbase']) await removeLabelled(client, test.stepsOf(worker));
  }, 60_000);

  it('says before anything is built that a Python cannot be had, and what there is', async () => {
    const settings = {
      ...one,
      baseImage: base,
      environments: [{ name: 'base', channels: 'ct', pythonVersion: '3.7' }],
    };
    const folder = test.write('old', settings);
    const { findings, workers } = await test.workers.check(
      { path: folder, probe: true },
      new AbortController().signal,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toMatch(
      /asks for Python 3\.7, and there is none for .*its own Python is 3\.11/,
    );
    expect(workers[0]).toMatchObject({ dockerfile: null, base: { family: 'debian', hasUv: false } });
    const { tasks } = await test.workers.install(install(folder, { build: true }));
    const task = await test.ended(tasks[0]);
    expect(task).toMatchObject({ state: 'failed', done: 0 });
    expect(task.problem).toContain('Python 3.7');
    await test.workers.remove('one', { keepImage: false });
  }, 200_000);

  it('takes a prebuilt image with its own Python, and leaves it where it is when the worker is removed', async () => {
    const settings = {
      ...one,
      image: base,
      environments: [{ name: 'base', channels: 'ct', pythonVersion: '3.11' }],
    };
    const { tasks } = await test.workers.install(install(test.write('ready', settings), { build: true }));
    expect(await test.ended(tasks[0])).toMatchObject({ state: 'succeeded' });
    expect(test.workers.installed()).toMatchObject([
      { image: { reference: base }, environments: [{ python: '/usr/bin/python3' }] },
    ]);
    await test.workers.remove('one', { keepImage: false });
    expect(await real.inspect(base)).not.toBeNull();
  }, 200_000);

  it('says which image cannot be had', async () => {
    const settings = { ...one, baseImage: 'dcm-processor-test/there-is-no-such:1' };
    const { tasks } = await test.workers.install(install(test.write('gone', settings), { build: true }));
    const task = await test.ended(tasks[0]);
    expect(task.problem).toContain('The image dcm-processor-test/there-is-no-such:1 is not on this machine');
    await test.workers.remove('one', { keepImage: false });
  }, 200_000);

  it('goes on with a build that the end of the engine interrupted, and builds anew an image that was deleted', async () => {
    const settings = { ...one, baseImage: base, scripts: 'script.sh' };
    const { tasks } = await test.workers.install(
      install(test.write('slow', settings, { 'script.sh': 'echo begun\nsleep 2\n' }), { build: true }),
    );
    const [task] = tasks;
    await expect
      .poll(() => test.workers.buildLog(task?.id ?? '', 0).lines.map(({ text }) => text), {
        timeout: 120_000,
      })
      .toContain('begun');
    await test.restart();
    expect(await test.ended(task)).toMatchObject({ state: 'succeeded' });
    const reference = test.workers.installed()[0]?.image?.reference ?? '';
    await client.getImage(reference).remove();
    await test.workers.reconcile();
    expect(test.workers.installed()[0]?.image).toBeNull();
    await expect.poll(() => test.workers.list()[0]?.state, { timeout: 200_000 }).toBe('built');
    expect(await real.inspect(reference)).not.toBeNull();
    await test.workers.remove('one', { keepImage: false });
    expect(await real.inspect(reference)).toBeNull();
  }, 300_000);

  it('tells a build of proxies and trusted hosts, and keeps their passwords out of image, log and record', async () => {
    const build = {
      httpProxy: 'http://secret@127.0.0.1:9',
      noProxy: 'localhost',
      trustedHosts: ['pypi.example', 'b'],
    };
    const proxied = openTestWorkers(real, 'proxied', build, {
      HTTPS_PROXY: 'http://ada:pass-word@127.0.0.1:9',
    });
    onTestFinished(async () => {
      await proxied.close();
      await removeLabelled(client, proxied.label);
      await removeLabelled(client, proxied.stepsOf('one'));
    });
    const settings = {
      ...one,
      baseImage: base,
      scripts: 'script.sh',
      environments: [{ name: 'base', channels: 'ct', requirements: 'broken.txt' }],
    };
    const written = {
      'script.sh': 'echo "by $http_proxy $HTTPS_PROXY $no_proxy"\n',
      'broken.txt': '--no-index\nnothing-there\n',
    };
    const { tasks } = await proxied.workers.install(
      install(proxied.write('one', settings, written), { build: true }),
    );
    const { id, problem } = await proxied.ended(tasks[0]);
    const said = proxied.workers.buildLog(id, 0).lines.map(({ text }) => text);
    expect(said).toContain('by http://***@127.0.0.1:9 http://ada:***@127.0.0.1:9 localhost');
    expect(proxied.workers.get('one').dockerfile).not.toContain('secret');
    const kept = path.join(proxied.root, 'workers', 'one');
    const files = [path.join('builds', `${id}.jsonl`), 'worker.json'];
    const texts = [problem ?? '', ...files.map((file) => readFileSync(path.join(kept, file), 'utf8'))];
    for (const text of texts) {
      expect(text).toContain('nothing-there');
      expect(text).not.toMatch(/secret|pass-word/);
    }
    const steps = await real.list({ 'dcm-processor.stage-of': `t${process.pid}proxied/one` });
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps)
      expect(JSON.stringify(await client.getImage(step.id).history())).not.toMatch(/secret|pass-word/);
  }, 200_000);

  it('makes environments by uv where the image has it, and removes an image when its last container has gone', async () => {
    // Stands in for uv, which no test can fetch: it takes the same words, and gives the Python that there is.
    const uv =
      'case "$1 $2" in "python install") exit 0 ;; venv*) for to; do :; done; python3 -m venv "$to" ;; esac';
    const withUv = {
      name: 'uvbase',
      baseImage: base,
      scripts: 's.sh',
      environments: [{ name: 'x', channels: 'x' }],
    };
    const script = `printf '%s\\n' '#!/bin/sh' '${uv}' > /usr/local/bin/uv\nchmod +x /usr/local/bin/uv\n`;
    const first = await test.workers.install(
      install(test.write('uvbase', withUv, { 's.sh': script }), { build: true }),
    );
    expect(await test.ended(first.tasks[0])).toMatchObject({ state: 'succeeded' });
    const withUvImage = test.workers.installed()[0]?.image?.reference ?? '';

    const settings = {
      ...one,
      baseImage: withUvImage,
      environments: [{ name: 'base', channels: 'ct', pythonVersion: '3.13' }],
    };
    const { tasks } = await test.workers.install(install(test.write('uv', settings), { build: true }));
    const task = await test.ended(tasks[0]);
    expect(task).toMatchObject({ state: 'succeeded', problem: null });
    expect([...test.steps(task.id).keys()]).toContain('RUN uv venv --seed --python 3.13 /environments/base');

    const image = test.workers.installed().find(({ name }) => name === 'one')?.image?.reference ?? '';
    const labels = {
      'dcm-processor.application': test.label.split('=')[1] ?? '',
      'dcm-processor.worker': 'one',
    };
    const container = await client.createContainer({ Image: image, Cmd: ['true'], Labels: labels });
    onTestFinished(() => container.remove({ force: true }).catch(() => undefined));
    await test.workers.remove('one', { keepImage: false });
    expect(await real.inspect(image)).not.toBeNull();
    await container.remove();
    test.workers.heedContainer({ action: 'destroy', labels });
    await expect.poll(() => real.inspect(image), { timeout: 60_000 }).toBeNull();
    await test.workers.remove('uvbase', { keepImage: false });
  }, 300_000);
});
