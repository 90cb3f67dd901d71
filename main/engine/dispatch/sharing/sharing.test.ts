import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Resources } from '../../../../contract/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import type { TestJob } from '../../planning/testing/index.ts';
import type { RuntimeEnvironment } from '../../runtimes/index.ts';
import { createDispatch } from '../index.ts';
import type { Dispatch } from '../index.ts';
import { createTinyRuntime, openTestApplication } from '../testing/index.ts';
import type { TestApplication, TinyRuntime } from '../testing/index.ts';
import { createPool } from './index.ts';
import type { Pool, TrialPlace } from './index.ts';

/** Two applications of one machine, and the trials of each beside its queue. */
interface Side {
  name: string;
  application: TestApplication;
  runtime: TinyRuntime;
  room: Dispatch | undefined;
}
let sides: Side[];
let pool: Pool;

const open = (name: string): Side => {
  const application = openTestApplication();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
  return { name, application, runtime: createTinyRuntime(), room: undefined };
};
beforeEach(() => {
  pool = createPool((card) => (card === 'GPU-0' ? '0' : card));
  sides = [open('A'), open('B')];
});
afterEach(async () => {
  for (const { room, application } of sides) {
    await room?.close();
    application.close();
    application.remove();
  }
});

function environment(
  slots: number,
  gpus: string[],
  more: Partial<RuntimeEnvironment> = {},
): RuntimeEnvironment {
  const machine = { gpus, memory: 1024 ** 3, limitsMemory: true };
  return { name: 'base', channels: ['*'], slots, description: '', machine, ...more };
}
function start(side: Side, environments: RuntimeEnvironment[], jobs: TestJob[] = []): void {
  side.runtime.environmentList = environments;
  if (jobs.length > 0) planTestRun(side.application.context, jobs);
  side.room = createDispatch(side.application.context, {
    runtime: side.runtime,
    pool,
    name: () => side.name,
    onRunEnded: () => undefined,
  });
}
/** Jobs of these names run until they are let go. */
function held(side: Side, ...names: string[]): Record<string, () => void> {
  const letGo: Record<string, () => void> = {};
  for (const name of names) {
    const gate = new Promise<void>((resolve) => {
      letGo[name] = resolve;
    });
    side.runtime.workers[`${name}.worker`] = () => gate;
  }
  return letGo;
}
const none: Resources = { cpu: null, memory: null, gpu: null };
function trial(side: Side, resources: Partial<Resources> = {}, channel = 'default') {
  const stop = new AbortController();
  const told: (string | null)[] = [];
  const got: { place?: TrialPlace; cause?: unknown } = {};
  const taking = side
    .room!.trials.take({
      jobName: 'tried',
      channel,
      resources: { ...none, ...resources },
      signal: stop.signal,
      onWaiting: (why) => told.push(why),
    })
    .then(
      (place) => (got.place = place),
      (cause: unknown) => (got.cause = cause),
    );
  return { stop, told, got, taking };
}
const running = ({ runtime }: Side) => runtime.trace.filter((line) => line.startsWith('> '));
const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 60_000, interval: 5 });
const isDone = ({ application }: Side) =>
  application.context.history.get("SELECT 1 FROM run WHERE state = 'active'") === undefined;
const whyWaiting = (side: Side, jobName: string) => {
  const row = side.application.context.history.get<{ id: string }>(
    'SELECT id FROM job_run WHERE job_name = ?',
    [jobName],
  );
  return side.room?.control.whyWaiting(row!.id)?.message;
};
const gpu = { resources: { gpu: 1 } };

describe('a trial', () => {
  it('has no card that a job of the queue has; it waits, says for what, and the queue waits for its card then', async () => {
    const [a] = sides as [Side, Side];
    const go = held(a, 'g1');
    start(a, [environment(4, ['0'])], [{ jobName: 'g1', ...gpu }]);
    await until(() => running(a).length === 1);
    const first = trial(a, { gpu: 1 });
    await until(() => first.told.length === 1);
    expect(first.told).toEqual(['It waits for 1 graphics card; now in use by "g1".']);
    planTestRun(a.application.context, [{ jobName: 'g2', ...gpu }]);
    a.room?.wake();
    go['g1']!();
    await first.taking;
    expect(first.told.at(-1)).toBeNull();
    expect(first.got.place?.held.variables).toMatchObject({ CUDA_VISIBLE_DEVICES: '0' });
    await until(() => whyWaiting(a, 'g2')?.includes('tried') === true);
    expect(whyWaiting(a, 'g2')).toBe(
      'It is next as soon as 1 graphics card can be had; now in use by "tried".',
    );
    first.got.place?.release();
    await until(() => isDone(a));
  });

  it('takes slots like a job of the queue, and who waits is told', async () => {
    const [a] = sides as [Side, Side];
    const go = held(a, 'long');
    start(a, [environment(2, [])], [{ jobName: 'long' }]);
    await until(() => running(a).length === 1);
    const small = trial(a, { cpu: 1 });
    await small.taking;
    expect(small.got.place?.held.variables).toMatchObject({ OMP_NUM_THREADS: '1' });
    const wide = trial(a, { cpu: 8 });
    await until(() => wide.told.length === 1);
    expect(wide.told).toEqual(['It waits for 2 free places in "base", which runs 2 jobs at once.']);
    planTestRun(a.application.context, [{ jobName: 'next' }]);
    a.room?.wake();
    expect(whyWaiting(a, 'next')).toBe(
      'No free place in "base", which runs 2 jobs at once; 0 before it. Scratch runs and checks beside the queue have or wait for 3 places.',
    );
    small.got.place?.release();
    go['long']!();
    await wide.taking;
    expect(running(a)).toEqual(['> long']);
    wide.got.place?.release();
    await until(() => isDone(a));
  });

  it('that is cancelled while it waits goes out of the line, and holds up nobody', async () => {
    const [a] = sides as [Side, Side];
    start(a, [environment(2, [])]);
    const has = trial(a);
    await has.taking;
    const wide = trial(a, { cpu: 2 });
    await until(() => wide.told.length === 1);
    const behind = trial(a);
    await until(() => behind.told.length === 1);
    wide.stop.abort(new Error('cancelled'));
    await wide.taking;
    expect(wide.got.cause).toMatchObject({ message: 'cancelled' });
    await behind.taking;
    expect(behind.got.place).toBeDefined();
  });

  it('waits no longer where its channel is served no more: the runtime says so', async () => {
    const [a] = sides as [Side, Side];
    start(a, [environment(1, [], { channels: ['x'] })]);
    const has = trial(a, {}, 'x');
    await has.taking;
    const waits = trial(a, {}, 'x');
    await until(() => waits.told.length === 1);
    a.runtime.environmentList = [];
    a.room?.wake();
    await waits.taking;
    expect(waits.got.place).toBeDefined();
  });

  it('and the queue have their turns one after the other, however many there are of both', async () => {
    const [a] = sides as [Side, Side];
    const jobs = Array.from({ length: 12 }, (_, place) => ({ jobName: `j${place}` }));
    start(a, [environment(1, [], { takesAhead: true })], jobs);
    const order: string[] = [];
    for (const { jobName } of jobs) {
      a.runtime.workers[`${jobName}.worker`] = async () => {
        order.push('queue');
        await new Promise((resolve) => setTimeout(resolve, 5));
      };
    }
    const chain = async () => {
      for (let count = 0; count < 5; count += 1) {
        const one = trial(a);
        await one.taking;
        order.push('trial');
        await new Promise((resolve) => setTimeout(resolve, 5));
        one.got.place?.release();
      }
    };
    await Promise.all([chain(), chain()]);
    await until(() => isDone(a));
    // Two trials at once wait at the most; the queue is never behind more than these, nor one of them behind two of it.
    expect(order.slice(order.indexOf('trial'), order.lastIndexOf('trial')).join(' ')).not.toMatch(
      /trial trial trial|queue queue queue/,
    );
    expect(order.filter((one) => one === 'trial')).toHaveLength(10);
  });
});

describe('several applications', () => {
  it('have no card at the same time, whatever each calls it, and each has its turn', async () => {
    const jobs = Array.from({ length: 8 }, (_, place) => ({ jobName: `g${place}`, ...gpu }));
    const order: string[] = [];
    let users = 0;
    for (const side of sides) {
      for (const { jobName } of jobs) {
        side.runtime.workers[`${jobName}.worker`] = async () => {
          users += 1;
          expect(users).toBe(1);
          order.push(side.name);
          await new Promise((resolve) => setTimeout(resolve, 5));
          users -= 1;
        };
      }
    }
    const [a, b] = sides as [Side, Side];
    start(a, [environment(3, ['0'])], jobs);
    start(b, [environment(3, ['GPU-0'])], jobs);
    await until(() => whyWaiting(b, 'g7')?.includes('application "A"') === true || isDone(b));
    await until(() => sides.every(isDone));
    for (const { application } of sides)
      expect(application.context.history.all("SELECT 1 FROM job_run WHERE state <> 'succeeded'")).toEqual([]);
    const both = order.slice(order.indexOf('B'), Math.min(order.lastIndexOf('A'), order.lastIndexOf('B')));
    expect(both.join('')).not.toMatch(/AAA|BBB/);
    expect(both.length).toBeGreaterThan(4);
  });

  it('of which one may begin nothing keep no card for it', async () => {
    const [a, b] = sides as [Side, Side];
    const go = held(a, 'g1');
    start(a, [environment(2, ['0'])], [{ jobName: 'g1', ...gpu }]);
    await until(() => running(a).length === 1);
    start(b, [environment(2, ['0'])], [{ jobName: 'waits', ...gpu }]);
    await until(() => whyWaiting(b, 'waits')?.includes('application "A"') === true);
    expect(whyWaiting(b, 'waits')).toBe(
      'It is next as soon as 1 graphics card can be had; now in use by "g1" of the application "A".',
    );
    b.room?.control.pause(undefined, 'window', []);
    const tried = trial(a, { gpu: 1 });
    go['g1']!();
    await tried.taking;
    tried.got.place?.release();
    b.room?.control.resume(undefined, []);
    await until(() => sides.every(isDone));
  });
});

/** Numbers from 0 to below `most`, the same for the same seed. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'whatever jobs and trials ask for, no slot or card is given twice and all come to their end (%i)',
  async (seed) => {
    const draw = numbers(seed);
    const cards = ['0', '1', '2'];
    const used = new Map<object, number>();
    const devices = new Set<string>();
    const use = async (share: object, slots: number, most: number, given: string | undefined, ms: number) => {
      const own = (given ?? '').split(',').filter((card) => card !== '');
      used.set(share, (used.get(share) ?? 0) + slots);
      expect(used.get(share)).toBeLessThanOrEqual(most);
      for (const card of own) {
        expect(devices.has(card)).toBe(false);
        devices.add(card);
      }
      await new Promise((resolve) => setTimeout(resolve, ms));
      for (const card of own) devices.delete(card);
      used.set(share, (used.get(share) ?? 0) - slots);
    };
    const trials: Promise<void>[] = [];
    for (const side of sides) {
      const slots = 1 + draw(4);
      const own = cards.slice(0, 1 + draw(3));
      const jobs = Array.from({ length: 15 }, (_, place) => ({
        jobName: `j${place}`,
        priority: draw(3),
        resources: { cpu: 1 + draw(3), ...(draw(2) === 0 && { gpu: draw(4) }) },
      }));
      for (const { jobName, resources } of jobs) {
        const ms = draw(6);
        side.runtime.workers[`${jobName}.worker`] = ({ variables }) =>
          use(side, Math.min(resources.cpu, slots), slots, variables['CUDA_VISIBLE_DEVICES'], ms);
      }
      start(side, [environment(slots, own)], jobs);
      for (let chain = 0; chain < 2; chain += 1) {
        const wishes = Array.from({ length: 6 }, () => ({
          cpu: 1 + draw(3),
          gpu: draw(2) === 0 ? draw(4) : null,
          ms: draw(6),
        }));
        trials.push(
          (async () => {
            for (const { ms, ...wish } of wishes) {
              const one = trial(side, wish);
              await one.taking;
              const card = one.got.place!.held.variables['CUDA_VISIBLE_DEVICES'];
              await use(side, Math.min(wish.cpu, slots), slots, card, ms);
              one.got.place!.release();
            }
          })(),
        );
      }
    }
    await Promise.all(trials);
    await until(() => sides.every(isDone));
    for (const { application } of sides)
      expect(
        application.context.history.all("SELECT job_name FROM job_run WHERE state <> 'succeeded'"),
      ).toEqual([]);
  },
  90_000,
);
