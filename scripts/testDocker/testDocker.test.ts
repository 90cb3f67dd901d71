import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { baseImage, docker, dockerObstacle, removeLabelled, startPrivateDocker, tinyImage } from './index.ts';

const obstacle = await dockerObstacle();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

it('a Docker of a test leaves nothing behind, even when it was killed with a container in it', async ({
  skip,
}) => {
  skip(obstacle !== null || !isRoot, obstacle ?? 'only root on Linux starts a Docker of its own');
  const own = await startPrivateDocker({ megabytes: 100 });
  const folder = path.dirname(own.rootFolder);
  let isClosed = false;
  onTestFinished(async () => {
    if (!isClosed) await own.close();
  });
  const image = await tinyImage(own.client);
  const container = await own.client.createContainer({
    Image: image,
    Cmd: ['sleep', '1000'],
    HostConfig: { NetworkMode: 'none', Init: true },
  });
  await container.start();
  await own.stop('SIGKILL');
  await own.close();
  isClosed = true;

  expect(existsSync(folder)).toBe(false);
  expect(readFileSync('/proc/mounts', 'utf8')).not.toContain(folder);
  expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(folder);
}, 120_000);

it('the image of tests has Python with venv, and what a test made is removed by its label', async ({
  skip,
}) => {
  skip(obstacle !== null, obstacle ?? '');
  const client = docker();
  const label = `dcm-processor-test.run=${process.pid}-${Date.now()}`;
  onTestFinished(() => removeLabelled(client, label));
  const [key = '', value = ''] = label.split('=');
  const container = await client.createContainer({
    Image: await baseImage(),
    Cmd: ['python3', '-c', 'import ensurepip, venv'],
    Labels: { [key]: value },
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  expect(await container.wait()).toMatchObject({ StatusCode: 0 });

  await removeLabelled(client, label);
  expect(await client.listContainers({ all: true, filters: JSON.stringify({ label: [label] }) })).toEqual([]);
}, 180_000);
