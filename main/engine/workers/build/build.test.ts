import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../../../scripts/testDocker/index.ts';
import { createImageBuilder } from '../../runtimes/docker/images/index.ts';
import { openTestWorkers } from '../testing/testWorkers.ts';
import type { TestWorkers } from '../testing/testWorkers.ts';

const obstacle = await dockerObstacle();
const client = docker();

/** Runs a command in an image, as the user that the image names. */
async function inImage(image: string, command: string[]): Promise<string> {
  const container = await client.createContainer({
    Image: image,
    Entrypoint: command,
    Cmd: [],
    Tty: true,
    HostConfig: { NetworkMode: 'none' },
  });
  const remove = () => container.remove({ force: true }).catch(() => undefined);
  onTestFinished(remove);
  const output = await container.attach({ stream: true, stdout: true, stderr: true });
  let said = '';
  output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await container.start();
  await container.wait();
  // An image is not removed while a container is made of it.
  await remove();
  return said.replaceAll('\r', '').trim();
}

describe.skipIf(obstacle !== null).each([
  ['classic', '1'],
  ['BuildKit', '2'],
] as const)('a build by %s', (_, version) => {
  let test: TestWorkers;
  let base: string;
  const settings = () => ({
    name: 'lung',
    baseImage: base,
    scripts: 'script.sh',
    copies: { source: 'models', destination: '/models' },
    environments: [
      { name: 'one', requirements: 'one.txt', channels: ['default', 'ct'], entryRequirementPaths: '/extra' },
      { name: 'two', requirements: 'two.txt', channels: 'mr', pythonVersion: '3.11' },
    ],
  });
  const files = {
    'script.sh': '#!/bin/bash\necho "from the script" > /built\n',
    'models/net/weights.txt': 'weights',
    'one.txt': '--no-index --find-links wheels\nalpha==1.0\n',
    'two.txt': '# comment\n--no-index\n--find-links=wheels\nbeta\n',
  };
  beforeAll(async () => {
    base = await baseImage();
    test = openTestWorkers(createImageBuilder({ use: (_what, ask) => ask(client) }, version), version);
  }, 300_000);
  afterAll(async () => {
    await test.close();
    await removeLabelled(client, test.label);
    await removeLabelled(client, test.stepsOf('lung'));
  }, 60_000);
  function write(changed: Record<string, string> = {}): string {
    const folder = test.write('lung', settings(), { ...files, ...changed });
    test.wheel(path.join(folder, 'wheels'), 'alpha', '1.0');
    test.wheel(path.join(folder, 'wheels'), 'beta', '2.0');
    return folder;
  }

  it('gives each environment its own packages, and a change of one file costs only its environment', async () => {
    const first = await test.workers.install({ path: write(), replace: false, options: {}, build: true });
    const built = await test.ended(first.tasks[0]);
    expect(built).toMatchObject({ state: 'succeeded', problem: null });
    expect(built.done).toBe(built.total);
    const [worker] = test.workers.installed();
    const image = worker?.image?.reference ?? '';
    expect(worker?.environments.map(({ python }) => python)).toEqual([
      '/environments/one/bin/python',
      '/environments/two/bin/python',
    ]);
    const look =
      'id -u; cat /built /models/net/weights.txt; for e in one two; do for m in alpha beta; do /environments/$e/bin/python -c "import $m; print(\'$e\', $m.version)" 2>/dev/null; done; done';
    expect(await inImage(image, ['sh', '-c', look])).toBe('1000\nfrom the script\nweightsone 1.0\ntwo 2.0');
    expect(test.workers.list()).toMatchObject([{ state: 'built', lastBuild: { state: 'succeeded' } }]);

    const { source } = { source: path.join(test.root, 'workers', 'lung', 'source') };
    test.wheel(path.join(source, 'more'), 'gamma', '3.0');
    writeFileSync(path.join(source, 'two.txt'), '--no-index --find-links more\ngamma\n');
    expect(test.workers.list()[0]?.state).toBe('outdated');
    const again = await test.ended(test.workers.build('lung', false));
    expect(again.state).toBe('succeeded');
    const steps = [...test.steps(again.id)];
    const state = (part: string) => steps.filter(([text]) => text.includes(part)).map(([, one]) => one);
    expect(state('run-script')).toEqual(['cached']);
    expect(state('-m venv')).toEqual(['cached', 'cached']);
    expect(state('install --no-cache-dir -r one.txt')).toEqual(['cached']);
    expect(state('install --no-cache-dir -r two.txt')).toEqual(['done']);
    const fresh = test.workers.installed()[0]?.image?.reference ?? '';
    expect(fresh).not.toBe(image);
    expect(
      await inImage(fresh, ['/environments/two/bin/python', '-c', 'import gamma; print(gamma.version)']),
    ).toBe('3.0');
    // The old one is gone with its name; what is left beside the new one are its own steps, for the next build.
    const filters = JSON.stringify({ label: [test.label] });
    const names = (await client.listImages({ filters })).flatMap(({ RepoTags }) => RepoTags ?? []);
    expect(names.filter((name) => !name.includes('<none>'))).toEqual([fresh]);
  }, 300_000);

  it('that fails names the line of the script, also where it ends by itself or is no shell at all', async () => {
    const problemOf = async (script: string) => {
      const folder = write({ 'script.sh': script });
      const { tasks } = await test.workers.install({ path: folder, replace: true, options: {}, build: true });
      const task = await test.ended(tasks[0]);
      expect(task.state).toBe('failed');
      const problem = test.workers.list()[0]?.lastBuild?.problem;
      expect(test.workers.buildLog(task.id, 0).problem).toEqual(problem);
      return problem;
    };
    expect(await problemOf('echo fine\nfalse || true\nls /nowhere/at/all\necho not reached\n')).toMatchObject(
      {
        file: 'script.sh',
        line: 3,
        text: 'ls /nowhere/at/all',
        message: expect.stringContaining('No such file or directory'),
      },
    );
    expect(await problemOf('set +e\nfalse\nif true; then\n  exit 7\nfi\n')).toMatchObject({
      line: 4,
      message: expect.stringContaining('exit code 7'),
    });
    expect(await problemOf('echo one\nif then\n')).toMatchObject({ file: 'script.sh', line: 2 });
  }, 300_000);

  it('that fails names the line of the requirements file', async () => {
    const problemOf = async (text: string, more: Record<string, string> = {}) => {
      const folder = write({ 'one.txt': text, ...more });
      const { tasks } = await test.workers.install({ path: folder, replace: true, options: {}, build: true });
      expect((await test.ended(tasks[0])).state).toBe('failed');
      return test.workers.list()[0]?.lastBuild?.problem;
    };
    expect(await problemOf('--no-index\n--find-links wheels\nalpha\n\nNot_there==9 # why\n')).toMatchObject({
      file: 'one.txt',
      line: 5,
      text: 'Not_there==9',
      message: expect.stringContaining('Could not find a version that satisfies the requirement'),
    });
    expect(await problemOf('--no-index --find-links wheels\nalpha ===== 1\n')).toMatchObject({ line: 2 });
    expect(
      await problemOf('-r parts/more.txt\n', {
        'parts/more.txt': '--no-index --find-links wheels\nalpha\nnowhere\n',
      }),
    ).toMatchObject({ file: 'parts/more.txt', line: 3 });
  }, 300_000);

  it('can be cancelled in the middle of a script, and leaves no container', async () => {
    const folder = write({ 'script.sh': 'echo begun\nsleep 600\n' });
    const { tasks } = await test.workers.install({ path: folder, replace: true, options: {}, build: true });
    const [task] = tasks;
    await expect
      .poll(() => test.workers.buildLog(task?.id ?? '', 0).lines.map(({ text }) => text), {
        timeout: 120_000,
      })
      .toContain('begun');
    test.workers.cancel(task?.id ?? '');
    expect((await test.ended(task)).state).toBe('cancelled');
    const running = async () =>
      (await client.listContainers({ all: false })).filter(({ Command }) => Command.includes('run-script'))
        .length;
    await expect.poll(running, { timeout: 60_000 }).toBe(0);
    rmSync(folder, { recursive: true });
  }, 300_000);
});
