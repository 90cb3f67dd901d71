import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { docker, dockerObstacle, removeLabelled, tinyImage } from '../../scripts/testDocker/index.ts';
import { containerLabels } from '../engine/runtimes/docker/containers/labels.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
const obstacle = await dockerObstacle();
let home: string;
let link: EngineLink | undefined;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-containers-'));
});
afterEach(async () => {
  await link?.close();
  link = undefined;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** What a command prints, and its exit code. */
function run(
  words: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    const child = execFile(
      process.execPath,
      [program, '--home', home, ...words],
      options,
      (_, output, errors) => resolve({ code: child.exitCode, output: output + errors }),
    );
  });
}

it('"show docker" fails where Docker cannot be used, and says what to do', async () => {
  const { code, output } = await run(['show', 'docker'], { DOCKER_HOST: 'unix:///nowhere.sock' });
  expect(code).toBe(1);
  expect(output).toContain('Error: Docker does not answer at unix:///nowhere.sock (DOCKER_HOST).');
  expect(output).toMatch(/Start Docker/);
}, 60_000);

it('"list containers" and "logs container" tell of what runs, by figures and by search', async ({ skip }) => {
  skip(obstacle !== null, obstacle ?? '');
  link = await linkToEngine(home);
  const { id, name } = await link.client.request('applications.create', { name: 'Demo', options: {} });
  const label = `dcm-processor-test.run=${process.pid}-${Date.now()}`;
  onTestFinished(() => removeLabelled(docker(), label));
  await link.client.request('docker.reconnect', {});
  const place = { role: 'worker', of: 'one', replica: 1 } as const;
  const [key = '', value = ''] = label.split('=');
  const container = await docker().createContainer({
    name: `dcmp-test-${process.pid}-${Date.now()}`,
    Image: await tinyImage(),
    Cmd: ['sh', '-c', 'echo first; echo second; sleep 1000'],
    Labels: { [key]: value, ...containerLabels(home, { id, name }, place, 'x') },
    HostConfig: { NetworkMode: 'none', Init: true },
  });
  await container.start();
  const { Name } = await container.inspect();
  const own = Name.slice(1);
  const listed = await run(['list', 'containers', '--app', name, '--figures']);
  expect(listed.output).toMatch(new RegExp(`^${own} +one +running +0 +\\d+\\.\\d % +\\d+ MiB`, 'm'));

  const { client } = link;
  const page = () => client.request('containers.logs', { application: id, container: own });
  const texts = async () => (await page().catch(() => ({ lines: [] }))).lines.map(({ text }) => text);
  await expect.poll(texts, { timeout: 60_000 }).toContain('second');
  const found = await run(['--json', 'logs', 'container', own, '--search', 'FIRST']);
  expect(JSON.parse(found.output)).toMatchObject({ ok: true, lines: [{ text: 'first', stream: 'stdout' }] });
}, 120_000);
