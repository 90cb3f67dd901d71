import { expect, test } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { silentLogger } from '../context/index.ts';
import type { CallbackAnswer, JobObserver, JobOutcome, PlanningSession } from '../runtimes/index.ts';
import { openOnceBegun, runOnceBegun } from './signOfLife.ts';

const done: JobOutcome = { kind: 'succeeded', result: 1, resultIsRepr: false, droppedOutputBytes: 0 };
const patience = () => ({ signal: new AbortController().signal, log: silentLogger, limitMs: 20 });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A host that has the order, and makes no process before it is told to end. */
function deaf(observer: JobObserver, signal: AbortSignal): Promise<JobOutcome> {
  observer.alive?.();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'cancelled', droppedOutputBytes: 0 }));
  });
}

test('a job whose process does not begin is ended and run once more', async () => {
  const tried: number[] = [];
  const outcome = await runOnceBegun(async (attempt, observer, signal) => {
    tried.push(attempt);
    return attempt === 1 ? deaf(observer, signal) : done;
  }, patience());
  expect(outcome).toEqual(done);
  expect(tried).toEqual([1, 2]);
});

test('a job whose process never begins is given up, and one that was called off is not tried again', async () => {
  expect(await runOnceBegun((_attempt, observer, signal) => deaf(observer, signal), patience())).toBeNull();
  const calledOff = new AbortController();
  const tried: number[] = [];
  const outcome = runOnceBegun(
    (attempt, observer, signal) => {
      tried.push(attempt);
      return deaf(observer, signal);
    },
    { ...patience(), limitMs: 10_000, signal: calledOff.signal },
  );
  calledOff.abort();
  expect(await outcome).toMatchObject({ kind: 'cancelled' });
  expect(tried).toEqual([1]);
});

test('what an import takes after its process has begun does not count, nor does what comes before its host', async () => {
  const outcome = await runOnceBegun(async (_attempt, observer, signal) => {
    await pause(40);
    observer.alive?.();
    observer.started({ at: 0, pid: 1, environment: 'local' });
    observer.alive?.();
    await pause(60);
    return signal.aborted ? { kind: 'cancelled', droppedOutputBytes: 0 } : done;
  }, patience());
  expect(outcome).toEqual(done);
});

test('callbacks whose process does not answer at all get another one, or none', async () => {
  const closed: number[] = [];
  const accepted: CallbackAnswer = {
    kind: 'accepted',
    injected: null,
    warning: null,
    durationMs: 0,
    output: '',
  };
  const session = (number: number, answers: boolean): PlanningSession => ({
    ask: () => (answers ? Promise.resolve(accepted) : new Promise(() => undefined)),
    close: async () => void closed.push(number),
  });
  let opened = 0;
  const second = await openOnceBegun(async () => session((opened += 1), opened === 2), patience());
  expect(await second?.ask({ jobName: 'a', callback: 'a.b', params: null, addedParams: {} })).toEqual(
    accepted,
  );
  expect(closed).toEqual([1]);
  expect(await openOnceBegun(async () => session(0, false), patience())).toBeNull();
});

test('callbacks that cannot be asked are closed, and why is told', async () => {
  const closed: number[] = [];
  const session: PlanningSession = {
    ask: () => Promise.reject(new EngineError('runtime-failed')),
    close: async () => void closed.push(1),
  };
  await expect(openOnceBegun(async () => session, patience())).rejects.toMatchObject({
    code: 'runtime-failed',
  });
  expect(closed).toEqual([1]);
});
