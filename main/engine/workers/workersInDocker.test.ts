import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../../scripts/testDocker/index.ts';
import { createImageBuilder } from '../runtimes/docker/images/index.ts';
import { install, one, openTestWorkers } from './testing/testWorkers.ts';
import type { TestWorkers } from './testing/testWorkers.ts';

const client = docker();
const real = createImageBuilder({ use: (_, ask) => ask(client) });

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
