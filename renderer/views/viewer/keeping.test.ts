import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EngineError, type KeptMeasurement } from '../../../contract/index.ts';
import type { EngineClient } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { startKeeping } from './keeping.ts';

type Heard = Parameters<ImagingModule['watchMeasurements']>[0];

const one: KeptMeasurement = {
  id: 'one',
  series: 's',
  SeriesInstanceUID: '1.2',
  SOPInstanceUID: '1.2.3',
  InstanceNumber: 1,
  frame: null,
  frameOfReference: '',
  kind: 'length',
  points: [],
  normal: [0, 0, 1],
  figures: [],
  changedAt: 0,
};
const other: KeptMeasurement = { ...one, id: 'other' };

/** Pictures in which one draws by hand: what is drawn, and what was heard. */
function open() {
  const drawn = new Set<string>();
  const asked: string[] = [];
  const heard: string[] = [];
  /** What the engine answers next; nothing wrong where it is empty. */
  const problems: EngineError[] = [];
  let hand: Heard | undefined;
  const engine: Pick<EngineClient, 'request'> = {
    async request(route, input) {
      asked.push(`${route} ${JSON.stringify(input).includes('other') ? 'other' : 'one'}`);
      const problem = problems.shift();
      if (problem !== undefined) throw problem;
      return {} as never;
    },
  };
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
        for (const { id } of kept) drawn.add(id);
      },
    },
    engine,
    'demo',
    {
      changed: () => heard.push('changed'),
      removed: (ids) => heard.push(`removed ${ids.join(' ')}`),
      failed: ({ code }) => heard.push(code),
    },
  );
  return {
    keeping,
    asked,
    heard,
    problems,
    shown: () => [...drawn].toSorted(),
    draw(measurement: KeptMeasurement) {
      drawn.add(measurement.id);
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
  expect(heard).toEqual(['validation-failed', 'validation-failed']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test('what was removed does not come back with an answer of before, but where it could not be removed', async () => {
  const { remove, keeping, problems, shown, heard, asked } = open();
  keeping.draw([one, other]);
  await remove('one', 'other');
  keeping.draw([one, other]);
  expect(shown()).toEqual([]);
  expect(asked).toHaveLength(1);
  expect(heard).toEqual(['removed one other', 'changed']);

  const second = open();
  second.keeping.draw([one, other]);
  second.problems.push(new EngineError('database-busy'));
  await second.remove('one');
  expect(second.shown()).toEqual(['one', 'other']);
  expect(second.heard).toEqual(['removed one', 'database-busy', 'changed']);
  expect(problems).toEqual([]);
});
