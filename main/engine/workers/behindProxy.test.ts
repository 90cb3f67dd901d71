import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../../scripts/testDocker/index.ts';
import { startRecordingProxy } from '../network/testing/recordingProxy.ts';
import { createImageBuilder } from '../runtimes/docker/images/index.ts';
import { openTestWorkers } from './testing/testWorkers.ts';

const client = docker();
const real = createImageBuilder({ use: (_, ask) => ask(client) });

it.skipIf((await dockerObstacle()) !== null)(
  'a build gets packages through the proxy of the network settings while it builds, and keeps its password out of the image',
  async () => {
    const wheels = mkdtempSync(path.join(os.tmpdir(), 'test-index-'));
    const index = createServer((request, answer) => {
      if (request.url?.endsWith('.whl'))
        createReadStream(path.join(wheels, path.basename(request.url))).pipe(answer);
      else
        answer.setHeader('content-type', 'text/html').end('<a href="/thing-1.0-py3-none-any.whl">thing</a>');
    });
    await new Promise<void>((resolve) => index.listen(0, '127.0.0.1', resolve));
    const bridge = z
      .object({ IPAM: z.object({ Config: z.tuple([z.object({ Gateway: z.string() })], z.unknown()) }) })
      .parse(await client.getNetwork('bridge').inspect());
    // Where a build finds this machine.
    const [{ Gateway: gateway }] = bridge.IPAM.Config;
    const proxy = await startRecordingProxy(
      { 'pypi.example': z.object({ port: z.number() }).parse(index.address()).port },
      'proxy-word',
      gateway,
    );
    const address = `http://ada:proxy-word@${gateway}:${proxy.port}`;
    const proxied = openTestWorkers(
      real,
      'network',
      {},
      {
        HTTP_PROXY: address,
        http_proxy: address,
        PIP_INDEX_URL: 'http://pypi.example/simple/',
        PIP_TRUSTED_HOST: 'pypi.example',
      },
    );
    onTestFinished(async () => {
      await proxied.close();
      await proxy.close();
      index.close();
      rmSync(wheels, { recursive: true, force: true });
      await removeLabelled(client, proxied.label);
      await removeLabelled(client, proxied.stepsOf('one'));
    });
    proxied.wheel(wheels, 'thing');
    const settings = {
      name: 'one',
      baseImage: await baseImage(),
      scripts: 'script.sh',
      environments: [{ name: 'base', channels: 'ct', requirements: 'wanted.txt' }],
    };
    const folder = proxied.write('one', settings, {
      'wanted.txt': 'thing\n',
      'script.sh': 'echo "by $http_proxy"\n',
    });
    const { tasks } = await proxied.workers.install({
      path: folder,
      replace: false,
      options: {},
      build: true,
    });
    expect(await proxied.ended(tasks[0])).toMatchObject({ state: 'succeeded' });
    expect(proxy.asked).toContain('GET http://pypi.example/thing-1.0-py3-none-any.whl');
    const { id } = await proxied.ended(tasks[0]);
    const said = proxied.workers
      .buildLog(id, 0)
      .lines.map(({ text }) => text)
      .join('\n');
    expect(said).toContain('by http://ada:***@');
    expect(said).not.toContain('proxy-word');
    const reference = proxied.workers.installed()[0]?.image?.reference ?? '';
    expect(JSON.stringify(await client.getImage(reference).history())).not.toContain('proxy-word');
  },
  200_000,
);
