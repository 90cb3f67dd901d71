import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as testDocker from '../../../../../scripts/testDocker/index.ts';
import { createDockerSample } from './fixtures/dockerSample.ts';
import type { DockerSample } from './fixtures/dockerSample.ts';
import type { DockerRuntime } from './types.ts';

const obstacle = await testDocker.dockerObstacle();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const service = `
import time
def noop(**_):
    return None
def waits(**_):
    print('ready', flush=True)
    time.sleep(600)
`;
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(obstacle !== null || !isRoot)('jobs in a Docker that fails', { timeout: 180_000 }, () => {
  let own: testDocker.PrivateDocker;
  let sample: DockerSample;

  beforeEach(async () => {
    own = await testDocker.startPrivateDocker({ megabytes: 600 });
    process.env['DOCKER_HOST'] = own.address;
    sample = await createDockerSample({
      docker: () => own.client,
      baseImage: () => testDocker.baseImage(own.client),
      removeLabelled: testDocker.removeLabelled,
    });
    sample.service('svc', service);
  });
  afterEach(async () => {
    delete process.env['DOCKER_HOST'];
    await own.start();
    await sample.remove();
    await own.close();
  });

  const opened = async () => {
    const one = sample.open();
    await one.runtime.reconcile();
    expect(one.runtime.problems()).toEqual([]);
    return one;
  };
  /** Jobs run again without anybody doing anything. */
  const comesBack = async (runtime: DockerRuntime) => {
    await expect.poll(() => runtime.environments()[0]?.slots ?? 0, patience).toBeGreaterThan(1);
    // A server that was killed ends the containers that outlived it only when it is up again.
    const outcome = () =>
      sample.run(runtime, 'svc.noop').outcome.catch((cause: unknown) => ({ kind: cause }));
    await expect.poll(async () => (await outcome()).kind, patience).toBe('succeeded');
  };

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'ended by %s: the job is told as lost, so that it runs again, and all comes back when Docker does',
    async (signal) => {
      const { runtime, docker } = await opened();
      const job = sample.run(runtime, 'svc.waits');
      await job.printed('ready');
      await own.stop(signal);
      expect(await job.outcome).toMatchObject({ kind: 'lost' });
      await expect.poll(() => docker.engine.state().state, patience).toBe('unavailable');
      expect(docker.engine.state().problem).toMatchObject({ code: 'docker-unavailable' });
      await own.start();
      await comesBack(runtime);
      // What the lost job was in is not left beside its successors.
      const containers = await sample.containers();
      expect(new Set(containers).size).toBe(containers.length);
    },
  );

  it('whose disk is full: what runs goes on, what cannot be made is told, and made when there is space', async () => {
    const { runtime, docker } = await opened();
    const ballast = path.join(own.rootFolder, 'ballast');
    const { bavail, bsize } = statfsSync(own.rootFolder);
    try {
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    } catch {
      // Docker wrote meanwhile: it is full, too.
    }
    expect(await sample.run(runtime, 'svc.noop').outcome).toMatchObject({ kind: 'succeeded' });
    sample.workers[0] = { ...sample.worker, replicas: 2 };
    await runtime.reconcile().catch(() => undefined);
    expect(docker.engine.state().problem).toMatchObject({ code: 'docker-disk-full' });
    rmSync(ballast);
    await expect.poll(() => docker.engine.state().problem, patience).toBeNull();
    await comesBack(runtime);
    expect(await sample.containers()).toHaveLength(3);
  });
});
