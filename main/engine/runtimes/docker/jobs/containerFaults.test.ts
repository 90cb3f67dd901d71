import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as testDocker from '../../../../../scripts/testDocker/index.ts';
import { templatesFolder } from '../../../../platform/index.ts';
import { createDockerSample } from './fixtures/dockerSample.ts';
import type { DockerSample } from './fixtures/dockerSample.ts';
import type { DockerRuntime } from './types.ts';

const obstacle = await testDocker.dockerObstacle();
const service = `
import os, signal, sys, time
def noop(**_):
    return None
def waits(**_):
    print('ready', flush=True)
    time.sleep(600)
def stops_host(**_):
    print('ready', flush=True)
    time.sleep(600)
def takes(params, **_):
    return len(bytearray(params))
def dies(**_):
    os.kill(os.getpid(), signal.SIGKILL)
def environment(**_):
    return sorted(os.listdir('/')) , [name for name in os.listdir('/modules') if name[0] != '.'], sorted(os.listdir('/runs'))
def tool(**_):
    import tool_of_start
    return tool_of_start.VALUE
`;
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(obstacle !== null)('containers of jobs', { timeout: 120_000 }, () => {
  const client = testDocker.docker();
  let sample: DockerSample;
  const containerOf = async (runtime: DockerRuntime) => {
    const name = [...runtime.jobsRunning().keys()].find((one) => one.includes('-sample-'));
    if (name === undefined) throw new Error('No container of the worker runs.');
    const { Id } = await client.getContainer(name).inspect();
    return client.getContainer(Id);
  };
  const opened = async (more?: Parameters<DockerSample['open']>[0]) => {
    const one = sample.open(more);
    await one.runtime.reconcile();
    expect(one.runtime.problems()).toEqual([]);
    return one;
  };
  const works = async (runtime: DockerRuntime) =>
    expect(await sample.run(runtime, 'svc.noop').outcome).toMatchObject({ kind: 'succeeded' });

  beforeEach(async () => {
    sample = await testDocker.baseImage().then(() => createDockerSample(testDocker));
    sample.service('svc', service);
  });
  afterEach(() => sample.remove());

  it.each(['kill', 'stop', 'remove'] as const)(
    'that someone does %s to lose their job, which is said, and come back by themselves',
    async (deed) => {
      const { runtime } = await opened();
      const job = sample.run(runtime, 'svc.waits');
      await job.printed('ready');
      const container = await containerOf(runtime);
      if (deed === 'remove') await container.remove({ force: true });
      else if (deed === 'stop') await container.stop({ t: 1 });
      else await container.kill();
      expect(await job.outcome).toMatchObject({ kind: 'lost' });
      await expect.poll(() => runtime.environments()[0]?.slots, patience).toBe(2);
      await works(runtime);
    },
  );

  it('go on in the next engine, where nothing of the last one runs any more', async () => {
    const first = await opened();
    const job = sample.run(first.runtime, 'svc.waits');
    await job.printed('ready');
    const container = await containerOf(first.runtime);
    const { State: before } = await container.inspect();
    // Another engine takes over while the first still believes it has them, as after a kill whose streams live on.
    const second = await opened();
    expect(await job.outcome).toMatchObject({ kind: 'lost' });
    const { State: after } = await container.inspect();
    expect(after.StartedAt).toBe(before.StartedAt);
    const processes = await container.top();
    expect(processes.Processes.filter((row: string[]) => row.join(' ').includes('time.sleep'))).toEqual([]);
    await first.close();
    await works(second.runtime);
  });

  it('with other settings are made anew once they are idle, and those of nobody are removed', async () => {
    const { runtime } = await opened();
    const abort = new AbortController();
    const job = sample.run(runtime, 'svc.waits', { signal: abort.signal });
    await job.printed('ready');
    const before = await (await containerOf(runtime)).inspect();
    sample.workers[0] = { ...sample.worker, configHash: 'two', pids: 300 };
    await runtime.reconcile();
    expect(await (await containerOf(runtime)).inspect()).toMatchObject({ Id: before.Id });
    abort.abort();
    expect(await job.outcome).toMatchObject({ kind: 'cancelled' });
    await expect
      .poll(async () => (await containerOf(runtime).catch(() => null))?.id, patience)
      .not.toBe(before.Id);
    await expect.poll(() => runtime.environments()[0]?.slots, patience).toBe(2);
    expect((await (await containerOf(runtime)).inspect()).HostConfig.PidsLimit).toBe(300);
    sample.workers.length = 0;
    await runtime.reconcile();
    expect([...runtime.jobsRunning().keys()]).toEqual([]);
  });

  it('whose image was deleted go on, and it is said once one of them cannot be made', async () => {
    const { runtime } = await opened();
    const id = 'sha256:0000000000000000000000000000000000000000000000000000000000000000';
    const lost = { ...sample.worker, name: 'lost', image: { reference: 'lost:1', id } };
    sample.workers.push(lost);
    await runtime.reconcile();
    expect(runtime.problems()).toMatchObject([{ worker: 'lost', problem: { code: 'image-missing' } }]);
    await works(runtime);
    const job = sample.run(runtime, 'svc.noop', { request: { channel: 'other' } });
    await expect(job.outcome).rejects.toMatchObject({ code: 'runtime-failed' });
  });

  it('say when a job was ended for lack of memory, and when it ended itself', async () => {
    sample.workers[0] = { ...sample.worker, memory: 128 * 1024 ** 2 };
    const { runtime } = await opened();
    expect(
      await sample.run(runtime, 'svc.takes', { params: (400 * 1024 ** 2) as never }).outcome,
    ).toMatchObject({
      kind: 'died',
      signal: 'SIGKILL',
      message: expect.stringMatching(/memory ran out.*128 MB/) as string,
    });
    const own = await sample.run(runtime, 'svc.dies').outcome;
    expect(own).toMatchObject({ kind: 'died', signal: 'SIGKILL' });
    expect(own).not.toMatchObject({ message: expect.stringContaining('128 MB') as string });
    await works(runtime);
  });

  it('run their scripts and requirements at the start, keep what those said, and tell what failed', async () => {
    const entry = path.join(sample.folders.root, 'entry');
    mkdirSync(entry);
    writeFileSync(path.join(entry, '1-good.sh'), 'echo from the script\n');
    writeFileSync(path.join(entry, '2-bad.sh'), 'echo what went wrong >&2\nexit 4\n');
    sample.workers[0] = {
      ...sample.worker,
      entryScriptPaths: ['/entry'],
      mounts: [{ source: entry, target: '/entry', readOnly: true }],
    };
    const { runtime } = sample.open();
    await runtime.reconcile();
    expect(runtime.problems()).toMatchObject([
      {
        worker: 'sample',
        problem: {
          message: expect.stringContaining('/entry/2-bad.sh') as string,
          details: 'what went wrong',
        },
      },
    ]);
    const log = await (await containerOf(runtime)).logs({ stdout: true, stderr: true });
    expect(log.toString()).toContain('from the script');
    await works(runtime);
  });

  it('are made for each job alone where the kernel cannot keep jobs apart, and are gone after it', async () => {
    const none = path.join(sample.folders.root, 'landlock.py');
    const module = path.join(templatesFolder(), 'python/dcm_processor_runtime/landlock.py');
    writeFileSync(none, `${readFileSync(module, 'utf8')}\ndef version(): return 0\n`);
    const target = '/opt/dcm-processor/python/dcm_processor_runtime/landlock.py';
    sample.workers[0] = { ...sample.worker, mounts: [{ source: none, target, readOnly: true }] };
    sample.service('other', 'SECRET = 1');
    mkdirSync(path.join(sample.folders.runs, 'neighbour'));
    const { runtime } = await opened();
    expect(runtime.isolation('sample')).toBe('container');
    const data = path.join(sample.folders.runs, 'own', 'data');
    expect(await sample.run(runtime, 'svc.environment', { data }).outcome).toMatchObject({
      kind: 'succeeded',
      result: [expect.not.arrayContaining(['registry', 'scratch', 'workbench']) as never, ['svc'], ['own']],
    });
    const abort = new AbortController();
    const job = sample.run(runtime, 'svc.waits', { signal: abort.signal });
    await job.printed('ready');
    await runtime.reconcile();
    abort.abort();
    expect(await job.outcome).toMatchObject({ kind: 'cancelled' });
    await expect
      .poll(
        async () => (await sample.containers()).map((name) => name.replace(/.*-(\w+)-1$/, '$1')).toSorted(),
        patience,
      )
      .toEqual(['planning', 'sample']);
  });

  it('of several replicas share the jobs', async () => {
    sample.workers[0] = { ...sample.worker, replicas: 2, slots: 1 };
    const { runtime } = await opened();
    expect(runtime.environments()).toMatchObject([{ slots: 2 }]);
    const jobs = [sample.run(runtime, 'svc.waits'), sample.run(runtime, 'svc.waits')];
    await Promise.all(jobs.map((job) => job.printed('ready')));
    expect(
      [...runtime.jobsRunning()].filter(([name]) => name.includes('-sample-')).map(([, jobsIn]) => jobsIn),
    ).toEqual([1, 1]);
    await runtime.close();
    expect(await Promise.all(jobs.map((job) => job.outcome))).toMatchObject([
      { kind: 'lost' },
      { kind: 'lost' },
    ]);
  });
});
