import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineError, type KeptMeasurement, type Measurement } from '../../../contract/index.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { exampleMeasurement as one } from '../../testing/index.ts';
import { startKeeping } from './keeping.ts';

type Heard = Parameters<ImagingModule['watchMeasurements']>[0];

const other: KeptMeasurement = { ...one, id: 'other' };

/** An engine that keeps what it is asked to, but for what it is told to say next. */
function startEngine() {
  const keeps = new Map<string, KeptMeasurement>([one, other].map((each) => [each.id, each]));
  const asked: string[] = [];
  const problems: EngineError[] = [];
  const client: Pick<EngineClient, 'request'> = {
    async request(route, input) {
      const { ids, measurement } = input as { ids?: string[]; measurement?: KeptMeasurement };
      asked.push(`${route} ${(ids ?? [measurement?.id]).join(' ')}`);
      const problem = problems.shift();
      if (problem !== undefined) throw problem;
      for (const id of ids ?? []) keeps.delete(id);
      if (measurement !== undefined) keeps.set(measurement.id, measurement);
      return {} as never;
    },
  };
  return { client, asked, problems, keeps };
}

/** Pictures of a study in which one draws by hand: what is drawn, and what was heard. */
function open(engine = startEngine(), study = 'study') {
  const drawn = new Map<string, Measurement>();
  const heard: string[] = [];
  let hand: Heard | undefined;
  const keeping = startKeeping(
    {
      watchMeasurements(hear) {
        hand = hear;
        return {
          know: () => undefined,
          forget: (id) => drawn.delete(id),
          end: () => drawn.clear(),
        };
      },
      restoreMeasurements(_application, kept) {
        for (const each of kept) if (!drawn.has(each.id)) drawn.set(each.id, each);
      },
    },
    engine.client,
    { application: 'demo', study },
    {
      changed: () => heard.push('changed'),
      // As useMeasurements does, which does not wait for the next answer.
      removed(ids) {
        heard.push(`removed ${ids.join(' ')}`);
        keeping.draw([one, other].filter(({ id }) => !ids.includes(id)));
      },
      failed: ({ code }) => heard.push(code),
    },
  );
  return {
    ...engine,
    keeping,
    heard,
    drawn,
    shown: () => [...drawn.keys()].toSorted(),
    draw(measurement: KeptMeasurement) {
      drawn.set(measurement.id, measurement);
      hand?.changed(measurement);
      return vi.advanceTimersByTimeAsync(0);
    },
    remove(...ids: string[]) {
      for (const id of ids) drawn.delete(id);
      hand?.removed(ids);
      return vi.advanceTimersByTimeAsync(0);
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what the engine cannot take just now is tried again until it can, also after the view was left', async () => {
  const { draw, keeping, problems, asked, heard } = open();
  problems.push(...[1, 2, 3].map(() => new EngineError('connection-lost')));
  await draw(one);
  await vi.advanceTimersByTimeAsync(6000);
  keeping.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(Array.from({ length: 4 }, () => 'measurements.keep one'));
  expect(heard).toEqual(['connection-lost', 'changed']);
});

test('a disk that is full, or a history that is being restored, takes nothing from the pictures', async () => {
  const { draw, keeping, problems, shown, asked, heard } = open();
  keeping.draw([one]);
  problems.push(
    new EngineError('disk-full'),
    new EngineError('database-damaged'),
    new EngineError('internal'),
  );
  await draw(other);
  expect(shown()).toEqual(['one', 'other']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(shown()).toEqual(['one', 'other']);
  expect(asked).toEqual(Array.from({ length: 4 }, () => 'measurements.keep other'));
  expect(heard).toEqual(['disk-full', 'changed']);
});

test('one that is removed while it waits is not kept afterwards', async () => {
  const { draw, remove, problems, asked } = open();
  problems.push(new EngineError('connection-lost'));
  await draw(one);
  await remove('one');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(['measurements.keep one', 'measurements.remove one']);
});

test('one that is refused is taken away, or put back as it was kept', async () => {
  const { draw, keeping, problems, shown, heard, asked } = open();
  keeping.draw([one]);
  const refusal = new EngineError('validation-failed', 'A study keeps 2000 measurements at most.');
  problems.push(refusal, refusal);
  await draw(other);
  expect(shown()).toEqual(['one']);
  await draw(one);
  expect(shown()).toEqual(['one']);
  expect(heard).toEqual(['validation-failed', 'changed', 'validation-failed', 'changed']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test('what was removed does not come back with an answer of before, also while the engine cannot remove it', async () => {
  const { remove, keeping, problems, shown, heard, asked } = open();
  keeping.draw([one, other]);
  problems.push(new EngineError('database-busy'));
  await remove('one', 'other');
  keeping.draw([one, other]);
  expect(shown()).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  keeping.draw([one, other]);
  expect(shown()).toEqual([]);
  expect(asked).toEqual(['measurements.remove one other', 'measurements.remove one other']);
  expect(heard).toEqual(['removed one other', 'database-busy', 'changed']);
});

test('what the engine will not remove is drawn again with the next answer', async () => {
  const { remove, keeping, problems, shown, heard, asked } = open();
  keeping.draw([one, other]);
  problems.push(new EngineError('validation-failed'));
  await remove('one');
  expect(heard).toEqual(['removed one', 'validation-failed', 'changed']);
  keeping.draw([one, other]);
  expect(shown()).toEqual(['one', 'other']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});

test('a study that is opened again is drawn as it will be, and nothing older is written over what is changed there', async () => {
  const moved: KeptMeasurement = { ...one, frame: 2 };
  const movedAgain: KeptMeasurement = { ...one, frame: 3 };
  const engine = startEngine();
  const first = open(engine);
  first.keeping.draw([one, other]);
  engine.problems.push(...[1, 2, 3].map(() => new EngineError('connection-lost')));
  await first.draw(moved);
  await first.remove('other');
  first.keeping.end();

  const elsewhere = open(engine, 'another study');
  elsewhere.keeping.draw([]);
  expect(elsewhere.shown()).toEqual([]);
  elsewhere.keeping.end();

  const second = open(engine);
  second.keeping.draw([one, other]);
  expect([...second.drawn.values()]).toEqual([moved]);
  await second.draw(movedAgain);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([...engine.keeps.values()]).toEqual([movedAgain]);
  expect(first.heard).toEqual(['connection-lost', 'removed other']);
  expect(second.heard).toEqual(['changed', 'changed']);
  second.keeping.draw([one, other]);
  expect(second.shown()).toEqual(['one']);
});

test('one that was removed after it was opened again is not brought back by the view before', async () => {
  const engine = startEngine();
  const first = open(engine);
  first.keeping.draw([one]);
  engine.problems.push(new EngineError('connection-lost'));
  await first.draw({ ...one, frame: 2 });
  first.keeping.end();
  const second = open(engine);
  second.keeping.draw([one]);
  await second.remove('one');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([...engine.keeps.keys()]).toEqual(['other']);
});

test('one that is refused after the view was left is taken from the view that shows it', async () => {
  const engine = startEngine();
  const added = { ...one, id: 'added' };
  const first = open(engine);
  first.keeping.draw([one]);
  engine.problems.push(new EngineError('connection-lost'), new EngineError('not-found'));
  await first.draw(added);
  first.keeping.end();
  const second = open(engine);
  second.keeping.draw([one]);
  expect(second.shown()).toEqual(['added', 'one']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(second.shown()).toEqual(['one']);
  expect(second.heard).toEqual(['not-found', 'changed']);
});
