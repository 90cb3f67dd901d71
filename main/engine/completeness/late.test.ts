import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completenessOptionsSchema, filterOptionsSchema } from '../../../contract/index.ts';
import type { CompletenessOptions } from '../../../contract/index.ts';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestWalk } from '../archive/testing/index.ts';
import type { TestWalk } from '../archive/testing/index.ts';
import type { CallbackQuestion } from '../runtimes/index.ts';
import { listArrivals } from '../history/index.ts';

let walk: TestWalk;
beforeEach(() => {
  walk = openTestWalk();
});
afterEach(async () => {
  await walk.close();
  walk.application.remove();
});

function choose(lateArrivals: CompletenessOptions['lateArrivals']): void {
  walk.application.options.completeness = completenessOptionsSchema.parse({ lateArrivals });
}
const instance = (number: number, more: { SeriesNumber?: number; PatientID?: string } = {}) =>
  buildInstance({ InstanceNumber: number, ...more });
const versions = () => walk.runs().map((run) => [run.number, run.version, run.state, run.instanceCount]);
const open = () => listArrivals(walk.application.context.history, 'open');
const putAside = () => listArrivals(walk.application.context.history, 'put-aside');
const untilOpen = (count: number) => walk.application.until(() => open().length === count);

describe('late instances as a new version', () => {
  it('get a run of everything, and the results of the first stay', async () => {
    choose('new-version');
    await walk.receive(instance(1), instance(2));
    await walk.untilEnded(1);
    await walk.receive(instance(3, { SeriesNumber: 2 }));
    await walk.untilEnded(2);
    expect(versions()).toEqual([
      [2, 2, 'succeeded', 3],
      [1, 1, 'succeeded', 2],
    ]);
    expect(walk.runtime.requests.map((job) => job.arguments.headers['seriesIds'])).toMatchObject([
      { length: 1 },
      { length: 2 },
    ]);
  });

  it('count versions by patient, and processing again counts as well', async () => {
    choose('new-version');
    await walk.receive(instance(1));
    await walk.receive(instance(1, { PatientID: 'OTHER' }));
    await walk.untilEnded(2);
    const key = walk.runs().find((run) => run.PatientID === 'OTHER')?.key ?? '';
    walk.completeness.reprocess('patient', key);
    await walk.untilEnded(3);
    expect(walk.runs().map((run) => [run.PatientID, run.version])).toEqual([
      ['OTHER', 2],
      ['OTHER', 1],
      ['TEST-1', 1],
    ]);
  });

  it('announce their version while they are arriving', async () => {
    choose('new-version');
    await walk.receive(instance(1));
    await walk.untilEnded(1);
    walk.application.options.quietSeconds = 1000;
    await walk.receive(instance(2));
    expect(open()).toMatchObject([{ version: 2, instanceCount: 1, seriesCount: 1, state: 'collecting' }]);
  });
});

describe('late instances that are ignored', () => {
  it('are archived and noted once, beside the run, and processed when somebody asks for it', async () => {
    choose('ignore');
    await walk.receive(instance(1));
    await walk.untilEnded(1);
    await walk.receive(instance(2));
    await walk.receive(instance(3), instance(4, { SeriesNumber: 2 }));
    expect(open()).toEqual([]);
    expect(putAside()).toMatchObject([
      { state: 'put-aside', instanceCount: 3, seriesCount: 2, putAside: { code: 'late' } },
    ]);
    expect(walk.run(walk.runs()[0]?.id ?? '')).toMatchObject({ putAsideCount: 3, instanceCount: 1 });

    expect(walk.completeness.processNow()).toBe(0);
    expect(walk.completeness.processNow(putAside()[0]?.id)).toBe(1);
    await walk.untilEnded(2);
    expect(versions()[0]).toEqual([2, 2, 'succeeded', 4]);
    expect(putAside()).toEqual([]);
  });

  it('are processed together with what came before, though they are of other series', async () => {
    choose('ignore');
    await walk.receive(instance(1));
    await walk.untilEnded(1);
    await walk.receive(instance(1, { SeriesNumber: 2 }));
    walk.completeness.processNow(putAside()[0]?.id);
    await walk.untilEnded(2);
    expect(walk.runs()[0]).toMatchObject({ version: 2, seriesCount: 2, instanceCount: 2 });
  });

  it('are no longer put aside when the patient is processed again', async () => {
    choose('ignore');
    await walk.receive(instance(1));
    await walk.untilEnded(1);
    await walk.receive(instance(2));
    walk.completeness.reprocess('patient', walk.runs()[0]?.key ?? '');
    await walk.untilEnded(2);
    expect(putAside()).toEqual([]);
    expect(walk.run(walk.runs()[0]?.id ?? '')).toMatchObject({ putAsideCount: 0, instanceCount: 2 });
  });

  it('are not late where the filters let nothing of the first pass', async () => {
    choose('ignore');
    walk.application.options.filters = filterOptionsSchema.parse({ enabled: true });
    await walk.receive(instance(1), instance(2));
    await walk.untilEnded(1);
    await walk.receive(instance(3));
    await walk.untilEnded(2);
    expect(versions()).toEqual([
      [2, 2, 'succeeded', 3],
      [1, 1, 'filtered-out', 0],
    ]);
  });
});

describe('late instances that merge', () => {
  it('join what is not planned yet, so that there is one run', async () => {
    choose('merge');
    walk.runtime.broken = true;
    await walk.receive(instance(1));
    await walk.application.until(() => open()[0]?.problem != null);
    walk.application.options.quietSeconds = 1000;
    await walk.receive(instance(2));
    expect(open()).toMatchObject([{ state: 'collecting', instanceCount: 2, problem: null, version: 1 }]);
    walk.runtime.broken = false;
    walk.completeness.processNow();
    await walk.untilEnded(1);
    expect(versions()).toEqual([[1, 1, 'succeeded', 2]]);
  });

  it('replace a run of which no job has begun', async () => {
    choose('merge');
    walk.runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 0, description: '' }];
    await walk.receive(instance(1));
    await walk.application.until(() => walk.runs().length === 1);
    await walk.receive(instance(2));
    await walk.application.until(() => walk.runs().length === 2);
    expect(versions()).toEqual([
      [2, 2, 'active', 2],
      [1, 1, 'replaced', 1],
    ]);
    const replaced = walk.run(walk.runs()[1]?.id ?? '');
    expect(replaced.jobRuns).toMatchObject([{ state: 'skipped', reason: { code: 'replaced' } }]);
    expect(replaced.finishedAt).not.toBeNull();
    // Only the second asks for a worker.
    expect(walk.application.context.history.all("SELECT 1 FROM job_run WHERE state = 'queued'")).toHaveLength(
      1,
    );
  });

  it('are a new version when a job has begun, whose work is not disturbed', async () => {
    choose('merge');
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    walk.runtime.workers['job.worker'] = () => ended;
    await walk.receive(instance(1));
    await walk.application.until(() => walk.runs()[0]?.jobCounts.running === 1);
    await walk.receive(instance(2));
    await walk.application.until(() => walk.runs().length === 2);
    expect(walk.runs()[1]).toMatchObject({ state: 'active', version: 1 });
    end();
    await walk.untilEnded(2);
    expect(versions()).toEqual([
      [2, 2, 'succeeded', 2],
      [1, 1, 'succeeded', 1],
    ]);
  });

  it('are not lost when they come while the callbacks of the first are being asked', async () => {
    choose('merge');
    let received: Promise<void> | null = null;
    walk.runtime.callbacks['job.callback'] = () => {
      received ??= walk.receive(instance(2));
      return true;
    };
    const openPlanning = walk.runtime.openPlanning.bind(walk.runtime);
    walk.runtime.openPlanning = async (request, signal) => {
      const session = await openPlanning(request, signal);
      return {
        ...session,
        async ask(question: CallbackQuestion) {
          const answer = await session.ask(question);
          await received;
          return answer;
        },
      };
    };
    await walk.receive(instance(1));
    await walk.untilEnded(1);
    await untilOpen(0);
    expect(versions()).toEqual([[1, 1, 'succeeded', 2]]);
  });
});
