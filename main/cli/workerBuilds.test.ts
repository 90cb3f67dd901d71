import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../../scripts/testDocker/index.ts';
import { ofHome } from '../engine/runtimes/docker/containers/labels.ts';
import { useDemo } from './testing/demo.ts';

const listed = z.object({ workers: z.array(z.object({ isEnabled: z.boolean() })) });
const obstacle = await dockerObstacle();

describe.skipIf(obstacle !== null)('a worker by commands with a real Docker', () => {
  const { home, said } = useDemo('worker-builds', (place) => removeLabelled(docker(), ofHome(place)));
  const folder = path.join(home, 'torch');
  let base: string;
  beforeAll(async () => {
    base = await baseImage();
  }, 300_000);

  /** An image that is there as it is: nothing of it has to be made. */
  function write(channels: string): void {
    mkdirSync(folder, { recursive: true });
    const environments = [{ name: 'base', channels, pythonVersion: '3.11' }];
    writeFileSync(
      path.join(folder, 'settings.json'),
      JSON.stringify({ name: 'torch', image: base, environments }),
    );
  }

  it('is installed, built, updated, rolled back, disabled, enabled, copied, removed and restored', async () => {
    const worker = ['worker', 'torch'];
    write('channel-one');
    expect(await said('install', 'worker', '--path', folder)).toMatch(/torch/);
    expect(await said('build', ...worker)).toContain(`Built ${base}`);
    write('channel-two');
    expect(await said('compare', ...worker)).toContain('channel-two');
    await said('update', ...worker);
    expect(await said('show', ...worker)).toContain('channel-two');
    expect(await said('roll-back', ...worker)).toContain('is in place again');
    expect(await said('show', ...worker)).not.toContain('channel-two');
    expect((await said('list', 'worker-versions', 'torch')).trimEnd().split('\n')).toHaveLength(4);
    await said('roll-back', ...worker, '--to', '2');
    expect(await said('show', ...worker)).toContain('channel-two');

    const isEnabled = async () => {
      const { workers } = listed.parse(JSON.parse(await said('--json', 'list', 'workers')));
      return workers.map((one) => one.isEnabled);
    };
    await said('disable', ...worker);
    expect(await isEnabled()).toEqual([false]);
    await said('enable', ...worker);
    expect(await isEnabled()).toEqual([true]);

    const copies = path.join(home, 'copies');
    await said('backup', ...worker, '--backup', copies);
    const kept = path.join(home, 'torch.zip');
    await said('remove', ...worker, '--keep-image', '--backup', kept);
    expect([existsSync(path.join(copies, 'torch')), existsSync(kept)]).toEqual([true, true]);
    expect(await isEnabled()).toEqual([]);
    expect(await said('restore', 'worker', '--backup', kept)).toContain('torch');
    expect(await isEnabled()).toEqual([true]);
    await said('remove', ...worker, '--remove-image');
    // It was there before, and is not of the worker.
    expect((await docker().getImage(base).inspect()).Id).toMatch(/^sha256:/);
  }, 200_000);

  it('that is gone leaves an image, which clean-up removes only when told to', async () => {
    const container = await docker().createContainer({ Image: base, Cmd: ['true'] });
    const label = { 'dcm-processor.application': 'gone', 'dcm-processor.worker': 'torch' };
    await container.commit({
      repo: 'dcm-processor/gone/torch',
      tag: String(process.pid),
      changes: [ofHome(realpathSync(home)), ...Object.entries(label).map((one) => one.join('='))]
        .map((one) => `LABEL ${one}`)
        .join('\n'),
    });
    await container.remove();
    const name = `dcm-processor/gone/torch:${process.pid}`;
    expect(await said('clean-up', 'inputsDays=30')).not.toContain('image');
    expect(await said('clean-up', '--images', '--dry-run')).toContain(`Would remove the image ${name}: `);
    expect((await docker().getImage(name).inspect()).Id).toMatch(/^sha256:/);
    const removed = z.object({ images: z.array(z.object({ references: z.array(z.string()) })) });
    const { images } = removed.parse(JSON.parse(await said('--json', 'clean-up', '--images')));
    expect(images).toEqual([{ references: [name] }]);
    await expect(docker().getImage(name).inspect()).rejects.toThrow('404');
    expect(await said('clean-up', '--images')).toContain('No Docker image is to be removed.');
  }, 200_000);
});
