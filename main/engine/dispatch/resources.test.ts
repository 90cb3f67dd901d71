import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { createDispatch } from './index.ts';
import type { Dispatch } from './index.ts';
import { resourcesByHand } from './resources.ts';
import { createTinyRuntime, openTestApplication } from './testing/index.ts';
import type { TestApplication, TinyRuntime, TinyWorker } from './testing/index.ts';

const gigabyte = 1024 ** 3;

let application: TestApplication;
let runtime: TinyRuntime;
let room: Dispatch | undefined;

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(async () => {
  await room?.close();
  application.close();
  application.remove();
});

function environment(slots: number, gpus: string[] = []): void {
  const machine = { gpus, memory: 16 * gigabyte, limitsMemory: true };
  runtime.environmentList = [{ name: 'base', channels: ['*'], slots, description: '', machine }];
}
async function run(...jobs: TestJob[]): Promise<void> {
  const { history } = application.context;
  const id = planTestRun(application.context, jobs);
  room = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  await application.until(
    () => history.get<{ state: string }>('SELECT state FROM run WHERE id = ?', [id])?.state !== 'active',
  );
}
/** Workers that take a few turns of the event loop and count the slots that are taken meanwhile. */
function counted(slots: Record<string, number>): { most: number } {
  const seen = { most: 0 };
  let taken = 0;
  for (const [name, count] of Object.entries(slots)) {
    runtime.workers[`${name}.worker`] = async () => {
      taken += count;
      seen.most = Math.max(seen.most, taken);
      await new Promise((resolve) => setTimeout(resolve, 20));
      taken -= count;
    };
  }
  return seen;
}
const variablesOf = (jobName: string) =>
  runtime.requests.find((request) => request.arguments.jobName === jobName)?.variables ?? {};

describe('cores', () => {
  it('are slots: what needs two of three leaves one for others', async () => {
    environment(3);
    const slots = { a: 1, big: 2, b: 1, c: 1, also: 2, d: 1, e: 1 };
    const seen = counted(slots);
    await run(
      ...Object.entries(slots).map(([jobName, cpu]) => ({ jobName, ...(cpu > 1 && { resources: { cpu } }) })),
    );
    expect(seen.most).toBe(3);
  });

  it('are waited for: a job that needs all of them is not overtaken for ever by small ones', async () => {
    environment(2);
    const small = Array.from({ length: 12 }, (_, index) => `s${index}`);
    counted(Object.fromEntries(small.map((name) => [name, 1])));
    await run(
      { jobName: 's0' },
      { jobName: 'big', resources: { cpu: 2 } },
      ...small.slice(1).map((jobName) => ({ jobName })),
    );
    expect(runtime.trace.slice(0, 2)).toEqual(['> s0', '> big']);
  });

  it('beyond what there is are all there are, and threads are as many', async () => {
    environment(2);
    const seen = counted({ huge: 2, b: 1 });
    await run({ jobName: 'huge', resources: { cpu: 64 } }, { jobName: 'b' });
    expect(seen.most).toBe(2);
    expect(variablesOf('huge')).toMatchObject({ OMP_NUM_THREADS: '2', MKL_NUM_THREADS: '2' });
    expect(variablesOf('b')).not.toHaveProperty('OMP_NUM_THREADS');
  });
});

describe('graphics cards', () => {
  it('are given to one job at a time, and jobs without one pass those that wait for theirs', async () => {
    environment(4, ['0', 'GPU-7']);
    const held = new Set<string>();
    const worker: TinyWorker = async ({ variables }) => {
      const cards = variables['CUDA_VISIBLE_DEVICES']?.split(',') ?? [];
      for (const card of cards) {
        expect(held.has(card)).toBe(false);
        held.add(card);
      }
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const card of cards) held.delete(card);
    };
    for (const name of ['g1', 'g2', 'g3', 'both']) runtime.workers[`${name}.worker`] = worker;
    await run(
      { jobName: 'g1', resources: { gpu: 1 } },
      { jobName: 'g2', resources: { gpu: 1 } },
      { jobName: 'both', resources: { gpu: 2 } },
      { jobName: 'g3', resources: { gpu: 1 } },
      { jobName: 'plain' },
    );
    expect(runtime.trace.indexOf('> plain')).toBe(2);
    expect(variablesOf('both')['CUDA_VISIBLE_DEVICES']?.split(',').sort()).toEqual(['0', 'GPU-7']);
    expect(variablesOf('plain')).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
  });

  it('are told of where a job waits for one', async () => {
    environment(2, ['0']);
    let why: string | undefined;
    runtime.workers['g1.worker'] = async () => {
      // The first job is claimed while the room is still being made.
      await Promise.resolve();
      const { id } = application.context.history.get<{ id: string }>(
        "SELECT id FROM job_run WHERE job_name = 'g2'",
      )!;
      why = room?.control.whyWaiting(id)?.message;
    };
    await run({ jobName: 'g1', resources: { gpu: 1 } }, { jobName: 'g2', resources: { gpu: 1 } });
    expect(why).toBe('It is next as soon as 1 graphics card can be had; now in use by "g1".');
  });

  it('are waited for by any number of jobs, and those behind them that need none come to run', async () => {
    environment(2, ['0']);
    let [why, before] = ['', 0];
    runtime.workers['g0.worker'] = async () => {
      // All that needs no card runs beside this one.
      await application.until(() => runtime.trace.includes('> plain'));
      const [id = ''] = application.context.history
        .all<{ id: string }>("SELECT id FROM job_run WHERE job_name = 'g7'")
        .map((row) => row.id);
      why = room?.control.whyWaiting(id)?.message ?? '';
      before = runtime.trace.length;
    };
    const waiting = Array.from({ length: 1000 }, (_, index) => ({
      jobName: `g${index}`,
      resources: { gpu: 1 },
    }));
    await run(...waiting, { jobName: 'plain' });
    expect(before).toBe(2);
    expect(why).toMatch(
      /^It begins after 6 before it that need one, and as soon as 1 graphics card can be had/,
    );
  }, 60_000);

  it('are hidden from a job that wants none, and a machine without any runs the rest as it is', async () => {
    environment(1);
    await run({ jobName: 'none', resources: { gpu: 0 } }, { jobName: 'one', resources: { gpu: 1 } });
    expect(variablesOf('none')['CUDA_VISIBLE_DEVICES']).toBe('');
    expect(variablesOf('one')).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
  });
});

it('a job that is opened by hand gets the last cards, threads for the slots that there are, and its memory limit', () => {
  const machine = { gpus: ['0', '1', '2'], memory: 16 * gigabyte, limitsMemory: true };
  const place = { name: 'base', channels: ['*'], slots: 2, description: '', machine };
  const held = resourcesByHand(place, { cpu: 8, memory: gigabyte, gpu: 2 });
  expect(held).toMatchObject({ memoryBytes: gigabyte });
  expect(held.variables).toMatchObject({
    OMP_NUM_THREADS: '2',
    CUDA_VISIBLE_DEVICES: '1,2',
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  });
  expect(resourcesByHand(place, { cpu: null, memory: null, gpu: 0 }).variables).toEqual({
    CUDA_VISIBLE_DEVICES: '',
  });
  expect(resourcesByHand(undefined, { cpu: null, memory: null, gpu: 1 })).toEqual({ variables: {} });
});

it('the memory that a job asks for is its own, and no other job is limited by it', async () => {
  environment(1);
  await run({ jobName: 'a', resources: { memory: '2G' } }, { jobName: 'b' });
  expect(runtime.requests.map(({ memoryBytes }) => memoryBytes)).toEqual([2 * gigabyte, undefined]);
});
