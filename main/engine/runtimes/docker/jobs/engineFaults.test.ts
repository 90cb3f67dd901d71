import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as testDocker from '../../../../../scripts/testDocker/index.ts';
import { createDockerSample } from './fixtures/dockerSample.ts';
import type { DockerSample } from './fixtures/dockerSample.ts';
import type { DockerRuntime } from './types.ts';

const obstacle = await testDocker.dockerObstacle();
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
const service = `
import os, subprocess, sys, time
def noop(**_):
    return None
def family(**_):
    subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)
    print('ready', flush=True)
    time.sleep(600)
`;
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(obstacle !== null)('jobs in containers', { timeout: 180_000 }, () => {
  let sample: DockerSample;
  afterEach(() => sample.remove());

  const works = async (runtime: DockerRuntime) =>
    expect(await sample.run(runtime, 'svc.noop').outcome).toMatchObject({ kind: 'succeeded' });

  it('end with an engine that is killed, and their containers serve the next one', async () => {
    sample = await createDockerSample(testDocker);
    sample.service('svc', service);
    const engine = fork(new URL('./fixtures/ownAndWait.ts', import.meta.url), [sample.folders.root], {
      execArgv: [],
    });
    onTestFinished(() => void engine.kill('SIGKILL'));
    const [container] = (await once(engine, 'message')) as [string];
    const found = testDocker.docker().getContainer(container);
    const running = async (): Promise<string> => JSON.stringify((await found.top()).Processes);
    expect(await running()).toContain('time.sleep');
    engine.kill('SIGKILL');
    await expect.poll(running, patience).not.toContain('time.sleep');
    await expect.poll(running, patience).not.toMatch(/dcm_processor_runtime"/);
    const { State: before } = await found.inspect();
    const { runtime } = sample.open();
    await runtime.reconcile();
    await works(runtime);
    expect((await found.inspect()).State.StartedAt).toBe(before.StartedAt);
  });

  it.skipIf(!isRoot)('are lost and run again when Docker is killed, stopped and started', async () => {
    const own = await testDocker.startPrivateDocker();
    onTestFinished(() => own.close());
    const base = await testDocker.baseImage();
    await own.client.loadImage(await testDocker.docker().getImage(base).get());
    vi.stubEnv('DOCKER_HOST', own.address);
    onTestFinished(() => void vi.unstubAllEnvs());
    sample = await createDockerSample({
      ...testDocker,
      docker: () => own.client,
      baseImage: async () => base,
    });
    sample.service('svc', service);
    const { runtime } = sample.open();
    await runtime.reconcile();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const job = sample.run(runtime, 'svc.family');
      await job.printed('ready');
      await own.stop(signal);
      expect(await job.outcome).toMatchObject({ kind: 'lost' });
      await expect.poll(() => runtime.problem()?.code, patience).toMatch(/^docker-/);
      const refused = await sample.run(runtime, 'svc.noop').outcome.catch((cause: unknown) => cause);
      expect(refused).toMatchObject({ code: expect.stringMatching(/^docker-/) as string });
      await own.start();
      // A Docker that was killed shows containers as running for a moment, which it then ends: such a job is run again.
      const again = async () => (await sample.run(runtime, 'svc.noop').outcome.catch(() => null))?.kind;
      await expect.poll(again, patience).toBe('succeeded');
      const names = [...runtime.jobsRunning().keys()];
      const top = await own.client.getContainer(names.find((name) => name.includes('sample')) ?? '').top();
      expect(JSON.stringify(top.Processes)).not.toContain('time.sleep');
    }
  });
});
