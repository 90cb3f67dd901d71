import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { completenessOptionsSchema } from '../../../contract/index.ts';
import type { CompletenessOptions } from '../../../contract/index.ts';
import { openTestRoom } from './testing/testRoom.ts';
import type { ArrivalRow, TestRoom } from './testing/testRoom.ts';

let test: TestRoom;
beforeEach(() => {
  test = openTestRoom();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await test.close();
});

function choose(options: Partial<CompletenessOptions>, quietSeconds = 0.02): void {
  test.options = {
    ...test.options,
    quietSeconds,
    completeness: completenessOptionsSchema.parse({ ...test.options.completeness, ...options }),
  };
}
const needsMr = { requiredSeries: 'count(Modality == "MR") >= 1' };
const isComplete = (rows: ArrivalRow[]) => rows[0]?.state === 'complete';
const waits = (rows: ArrivalRow[]) => rows[0] !== undefined && rows[0].missing !== '[]';
const addInstances = (study: number, count: number) =>
  test.context.history.run('UPDATE study SET instance_count = instance_count + ? WHERE key = ?', [
    count,
    study,
  ]);

describe('required series', () => {
  it('hold an arrival open beyond its quiet time, with what is missing, until they come', async () => {
    choose(needsMr);
    test.open();
    test.note([1]);
    await test.until(waits);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    expect(test.arrivals()[0]?.missing).toContain('so far it is 0');

    test.context.history.run("UPDATE series SET Modality = 'MR' WHERE key = 3");
    test.note([3]);
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time', missing: '[]' }]);
  });

  it('still hold it after a restart, and let it go when the option is taken away', async () => {
    choose(needsMr);
    test.open();
    test.note([1]);
    await test.until(waits);
    await test.shut();
    const room = test.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    choose({ requiredSeries: null });
    room.optionsChanged();
    await test.until(isComplete);
  });

  it('are not waited for by "process now", and what was missing stays known for the run', async () => {
    choose(needsMr);
    const room = test.open();
    test.note([1]);
    await test.until(waits);
    expect(room.processNow()).toBe(1);
    expect(test.arrivals()).toMatchObject([{ state: 'complete', completed_by: 'process-now' }]);
    expect(test.arrivals()[0]?.missing).toContain('MR');
  });
});

describe('the maximum wait', () => {
  it('processes what is not complete, where that is wanted', async () => {
    choose({ ...needsMr, maximumWaitSeconds: 0.1 });
    test.open();
    test.note([1]);
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'maximum-wait' }]);
  });

  it('puts it aside with the reason, from where it comes back with the next instances or by hand', async () => {
    choose({ ...needsMr, maximumWaitSeconds: 0.1, afterMaximumWait: 'put-aside' });
    const room = test.open();
    test.note([1]);
    await test.until((rows) => rows[0]?.state === 'put-aside');
    const [aside] = test.arrivals();
    expect(JSON.parse(aside?.put_aside ?? '')).toMatchObject({
      code: 'maximum-wait',
      message: expect.stringContaining('count(Modality == "MR") >= 1; so far it is 0'),
    });
    expect(room.processNow()).toBe(0);

    choose({ maximumWaitSeconds: 1000 });
    test.note([3]);
    expect(test.arrivals()).toMatchObject([
      { id: aside?.id, state: 'collecting', instance_count: 10, put_aside: null },
    ]);
    expect(room.processNow(aside?.id)).toBe(1);

    choose({ maximumWaitSeconds: 0.05 });
    test.note([4]);
    await test.until((rows) => rows.some((row) => row.state === 'put-aside'));
    const other = test.arrivals().find((row) => row.state === 'put-aside');
    expect(room.processNow(other?.id)).toBe(1);
    expect(test.arrivals().map((row) => row.state)).toEqual(['complete', 'complete']);
  });

  it('keeps waiting where that is wanted, without spinning, and is over at once when series come', async () => {
    choose({ ...needsMr, maximumWaitSeconds: 0.05, afterMaximumWait: 'keep-waiting' });
    test.open();
    test.note([1]);
    await test.until(waits);
    const look = () =>
      test.context.history.get<{ at: number | null }>('SELECT look_at AS at FROM arrival')?.at ?? null;
    await vi.waitUntil(() => look() === null);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    test.context.history.run("UPDATE series SET Modality = 'MR' WHERE key = 3");
    test.note([3]);
    await test.until(isComplete);
  });

  it('counts from the first instance, also where instances stream in without a pause', () => {
    choose({ maximumWaitSeconds: 100 }, 60);
    test.open();
    const at = Date.now();
    test.note([1], { at });
    test.note([1], { at: at + 50_000 });
    expect(test.arrivals()).toMatchObject([
      { first_instance_at: at, due_at: at + 110_000, maximum_at: at + 100_000 },
    ]);
  });

  it.for([
    ['process', 'complete', 'maximum-wait'],
    ['put-aside', 'complete', 'maximum-wait'],
    ['keep-waiting', 'collecting', 'quiet-time'],
  ] as const)(
    'with %s leaves one that lacks nothing and still receives %s',
    async ([afterMaximumWait, state, completedBy]) => {
      choose({ maximumWaitSeconds: 0.3, afterMaximumWait }, 1.5);
      test.open();
      const until = Date.now() + 600;
      while (Date.now() < until) {
        test.note([1]);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(test.arrivals()[0]).toMatchObject({ state });
      await test.until(isComplete);
      expect(test.arrivals()[0]).toMatchObject({ completed_by: completedBy });
    },
  );
});

describe('a restart', () => {
  it('goes on with the maximum wait where it was, also when it ended while the engine was away', async () => {
    choose({ ...needsMr, maximumWaitSeconds: 100 });
    test.open();
    test.note([1]);
    await test.until(waits);
    await test.shut();
    test.context.history.run('UPDATE arrival SET first_instance_at = first_instance_at - 100_000');
    test.open();
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'maximum-wait' }]);
  });

  it('does not forget that somebody asked to wait', async () => {
    choose({});
    const room = test.open();
    test.note([1]);
    room.extend(test.arrivals()[0]?.id ?? '', 600);
    const [before] = test.arrivals();
    await test.shut();
    test.open();
    await new Promise((resolve) => setImmediate(resolve));
    expect(test.arrivals()).toMatchObject([{ state: 'collecting', due_at: before?.due_at }]);
  });

  it('takes over quiet times and maximum waits that were changed while the engine was away', async () => {
    choose({}, 1000);
    test.open();
    test.note([1]);
    await test.shut();
    choose({}, 0);
    test.open();
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time' }]);
  });
});

describe('an announced number of instances', () => {
  it('holds the arrival until they are there, and completes it with the last of them at once', async () => {
    choose({});
    const room = test.open();
    room.expected('1.2.1', 15);
    test.note([1]);
    await test.until(waits);
    expect(test.arrivals()[0]?.missing).toContain('10 of 15 expected instances of the study chest 20240101');

    choose({}, 1000);
    addInstances(1, 5);
    test.note([2]);
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'expected-instances' }]);
    expect(test.context.history.all('SELECT * FROM expected_study')).toEqual([]);
  });

  it('may be told when the instances are there already', async () => {
    choose({}, 1000);
    const room = test.open();
    test.note([4]);
    room.expected('1.2.3', 10);
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'expected-instances' }]);
  });

  it('does not complete a patient while a study comes in of which nothing was announced', async () => {
    choose({}, 1000);
    const room = test.open();
    test.context.history.run('UPDATE study SET last_instance_at = ? WHERE key IN (1, 2)', [
      Date.now() + 60_000,
    ]);
    test.note([1, 3]);
    room.expected('1.2.1', 11);
    await test.until(waits);
    addInstances(1, 5);
    test.note([1]);
    await test.until((rows) => rows[0]?.missing === '[]');
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  });

  it('is still known after a restart', async () => {
    choose({});
    const room = test.open();
    room.expected('1.2.1', 15);
    await test.shut();
    test.open();
    test.note([1]);
    await test.until(waits);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  });

  it('is not waited for any more when it is taken back, because some could not be had', async () => {
    choose({});
    const room = test.open();
    room.expected('1.2.1', 15);
    test.note([1]);
    await test.until(waits);
    room.expected('1.2.1', 0);
    await test.until(isComplete);
    expect(test.arrivals()).toMatchObject([{ completed_by: 'quiet-time' }]);
  });

  it.each([-1, 1.5, Number.NaN])('cannot be %s', (count) => {
    expect(() => test.open().expected('1.2.1', count)).toThrow(
      expect.objectContaining({ code: 'validation-failed' }),
    );
    expect(test.context.history.all('SELECT * FROM expected_study')).toEqual([]);
  });
});

describe('the end of an association', () => {
  const sent = ['1.2.1', '1.2.2'];
  const from = { senders: ['CT1 (a)'] };

  it('completes what it delivered, where that is wanted, and nothing else', () => {
    choose({ atAssociationEnd: true }, 1000);
    const room = test.open();
    test.note([1, 3, 4], from);
    room.associationEnded('CT1 (a)', sent);
    expect(test.arrivals()).toMatchObject([
      { entity_id: 'patient-1', state: 'complete', completed_by: 'association-end' },
      { entity_id: 'patient-2', state: 'collecting' },
    ]);
  });

  it('does not complete what others deliver, and it only sent again', () => {
    choose({ atAssociationEnd: true }, 1000);
    const room = test.open();
    test.note([1], { senders: ['MR1 (b)'] });
    room.associationEnded('CT1 (a)', sent);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  });

  it('leaves it to the quiet time by default', () => {
    choose({}, 1000);
    const room = test.open();
    test.note([1], from);
    room.associationEnded('CT1 (a)', sent);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
  });

  it('does not cut a patient in two of whom another association delivers another study', () => {
    choose({ atAssociationEnd: true }, 1000);
    const room = test.open();
    test.note([1, 3], from);
    room.associationEnded('CT1 (a)', ['1.2.1'], ['1.2.2']);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }]);
    room.associationEnded('CT1 (a)', ['1.2.2']);
    expect(test.arrivals()).toMatchObject([{ state: 'complete' }]);
  });

  it.each(['study', 'series'] as const)('completes what is gathered by %s as well', (grouping) => {
    choose({ atAssociationEnd: true }, 1000);
    test.options = { ...test.options, grouping };
    const room = test.open();
    test.note([1, 4], from);
    room.associationEnded('CT1 (a)', ['1.2.1']);
    expect(test.arrivals().map((row) => row.state)).toEqual(['complete', 'collecting']);
  });

  it('does not complete what lacks required series', () => {
    choose({ ...needsMr, atAssociationEnd: true }, 1000);
    const room = test.open();
    test.note([1], from);
    room.associationEnded('CT1 (a)', sent);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting', missing: expect.stringContaining('MR') }]);
  });
});

describe('senders', () => {
  it('have quiet times of their own; of several that deliver the longest that is left counts', () => {
    choose({ quietTimes: [{ sender: 'SLOW', quietSeconds: 600 }] }, 30);
    const room = test.open();
    const at = Date.now() - 5000;
    test.note([1], { senders: ['FAST (b)'], at });
    expect(test.arrivals()).toMatchObject([{ due_at: at + 30_000 }]);
    test.note([2], { senders: ['SLOW (a)'], at: at + 1000 });
    test.note([1], { senders: ['FAST (b)'], at: at + 2000 });
    expect(test.arrivals()).toMatchObject([{ due_at: at + 601_000 }]);

    choose({ quietTimes: [] }, 20);
    room.optionsChanged();
    return test.until((rows) => rows[0]?.due_at === at + 22_000);
  });
});

describe('waiting longer', () => {
  it('keeps an arrival open, beyond its association and its maximum wait as well', () => {
    choose({ atAssociationEnd: true, maximumWaitSeconds: 40 }, 30);
    const room = test.open();
    const at = Date.now();
    test.note([1], { at });
    const [{ id } = { id: '' }] = test.arrivals();
    room.extend(id, 600);
    room.extend(id, 60);
    const expected = at + 690_000;
    expect(test.arrivals()).toMatchObject([
      { held_until: expected, due_at: expected, maximum_at: expected, state: 'collecting' },
    ]);
    room.associationEnded('CT1 (a)', ['1.2.1']);
    test.note([1]);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting', due_at: expected }]);
    expect(room.processNow(id)).toBe(1);
    expect(() => room.extend(id, 60)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => room.extend('nonsense', 60)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('counts from now for an arrival that waits for missing series already', async () => {
    choose(needsMr);
    const room = test.open();
    test.note([1]);
    await test.until(waits);
    const before = Date.now();
    const [{ id } = { id: '' }] = test.arrivals();
    room.extend(id, 60);
    expect(test.arrivals()[0]?.held_until).toBeGreaterThanOrEqual(before + 60_000);
  });
});

describe('the clock', () => {
  /** Sets the clock of the room by so many milliseconds. */
  function setClock(step: number): void {
    const real = Date.now;
    vi.spyOn(Date, 'now').mockImplementation(() => real() + step);
  }

  it('set forward does not make everything complete that is still coming in', async () => {
    choose({}, 100);
    const room = test.open();
    test.note([1]);
    const due = test.arrivals()[0]?.due_at ?? 0;
    setClock(7_200_000);
    test.note([4]);
    // Any look will do: the other patient's is asked for.
    const [, other] = test.arrivals();
    room.extend(other?.id ?? '', 1);
    await vi.waitUntil(() => test.arrivals()[0]?.due_at !== due);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting' }, { state: 'collecting' }]);
    expect(test.arrivals()[0]?.due_at).toBeLessThanOrEqual(Date.now() + 100_000);
  });

  it('set back does not let an arrival wait for hours, while the room is open', async () => {
    choose({}, 100);
    const room = test.open();
    test.note([1]);
    setClock(-7_200_000);
    test.note([4]);
    const [, other] = test.arrivals();
    room.extend(other?.id ?? '', 1);
    await vi.waitUntil(() => (test.arrivals()[0]?.due_at ?? 0) <= Date.now() + 100_000);
    expect(test.arrivals()[0]?.first_instance_at).toBeLessThanOrEqual(Date.now());
  });
});
