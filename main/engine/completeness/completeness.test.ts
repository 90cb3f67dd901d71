import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nobody } from '../dicom/index.ts';
import { dueArrivals } from './decide.ts';
import { collectingArrivals } from './entities.ts';
import { runsBefore } from './late.ts';
import { nextLookAt } from './times.ts';
import { openTestRoom } from './testing/testRoom.ts';
import type { TestRoom } from './testing/testRoom.ts';

let test: TestRoom;
beforeEach(() => {
  test = openTestRoom();
});
afterEach(() => test.close());

describe('collecting', () => {
  it('gathers what comes for one patient into one arrival, and never two patients into the same', () => {
    test.options.quietSeconds = 1000;
    test.open();
    test.note([1, 4]);
    test.note([1]);
    test.note([2, 3]);
    expect(
      test.arrivals().map((row) => [row.entity_id, row.instance_count, row.state, test.seriesOf(row.id)]),
    ).toEqual([
      ['patient-1', 20, 'collecting', [1, 2, 3]],
      ['patient-2', 5, 'collecting', [4]],
    ]);
  });

  it('never takes studies that came without a PatientID for those of one patient', () => {
    test.options.quietSeconds = 1000;
    test.context.history.run("UPDATE patient SET id = ?, PatientID = '' WHERE key = 1", [nobody]);
    test.open();
    test.note([1, 2, 3], { patientId: nobody });
    expect(test.arrivals().map((row) => [row.level, row.entity_id])).toEqual([
      ['study', 'study-1'],
      ['study', 'study-2'],
    ]);
  });

  it.each([
    ['study', ['study-1', 'study-2', 'study-3']],
    ['series', ['series-1', 'series-2', 'series-3', 'series-4']],
  ] as const)('gathers by %s where the application says so', (grouping, expected) => {
    test.options = { ...test.options, grouping, quietSeconds: 1000 };
    test.open();
    test.note([1, 2, 3, 4]);
    expect(test.arrivals().map((row) => row.entity_id)).toEqual(expected);
  });

  it('forgets the arrival together with the instances when the transaction of the archive fails', () => {
    test.open();
    expect(() =>
      test.context.history.write(() => {
        test.note([1]);
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(test.arrivals()).toEqual([]);
  });

  it('makes no arrival of a batch in which nothing was new', () => {
    test.open();
    test.note([1], { newInstances: 0 });
    expect(test.arrivals()).toEqual([]);
  });
});

describe('completing', () => {
  it('completes an arrival when its quiet time is over, and wakes planning after the commit', async () => {
    test.options.quietSeconds = 0.02;
    test.open();
    const planning = test.untilWoken();
    test.note([1]);
    await planning;
    expect(test.arrivals()).toMatchObject([{ state: 'complete', completed_by: 'quiet-time' }]);
  });

  it('begins the quiet time anew with every instance, so that a slow sender is not cut in two', () => {
    test.options.quietSeconds = 1000;
    test.open();
    const at = Date.now();
    for (const moment of [at, at + 50]) test.note([1], { at: moment });
    expect(test.arrivals()).toMatchObject([
      { state: 'collecting', instance_count: 10, due_at: at + 50 + 1_000_000 },
    ]);
  });

  it('collects again when more comes before it was planned, so that there is one run and not two', async () => {
    test.open();
    const planning = test.untilWoken();
    test.note([1]);
    await planning;
    test.options.quietSeconds = 1000;
    test.note([2]);
    expect(test.arrivals()).toMatchObject([{ state: 'collecting', completed_by: null, instance_count: 10 }]);
  });

  it.each([
    ['is being planned', "run_id = 'r'"],
    ['somebody wanted now', "completed_by = 'process-now'"],
    ['waited for too long already', 'maximum_at = 1'],
  ])('begins a new arrival for what comes after one that %s', async (_what, change) => {
    test.open();
    const planning = test.untilWoken();
    test.note([1]);
    await planning;
    test.context.history.run(`UPDATE arrival SET ${change}`);
    test.options.quietSeconds = 1000;
    test.note([2]);
    expect(test.arrivals().map((row) => [row.state, test.seriesOf(row.id)])).toEqual([
      ['complete', [1, 2, 3]],
      ['collecting', [1, 2, 3]],
    ]);
  });

  it('goes on after a restart with what was collecting, however long the engine was away', async () => {
    test.options.quietSeconds = 1000;
    test.open();
    test.note([1]);
    await test.shut();
    test.context.history.run('UPDATE arrival_sender SET last_at = last_at - 1_001_000');
    const planning = test.untilWoken();
    test.open();
    await planning;
    expect(test.arrivals()).toMatchObject([{ state: 'complete' }]);
  });

  it('does not hang for hours when the clock was set back', async () => {
    test.options.quietSeconds = 0.02;
    test.open();
    await test.shut();
    test.note([1]);
    test.context.history.run(
      'UPDATE arrival SET due_at = due_at + 7200000, last_instance_at = last_instance_at + 7200000, look_at = look_at + 7200000',
    );
    test.context.history.run('UPDATE arrival_sender SET last_at = last_at + 7200000');
    const planning = test.untilWoken();
    test.open();
    await planning;
    expect(test.arrivals()).toMatchObject([{ state: 'complete', completed_by: 'quiet-time' }]);
  });

  it('finds what is due, and what an association delivered, by an index, however many arrivals there are', () => {
    const planOf = (sql: string) =>
      test.context.history.explain(sql, { uids: '[]', now: 1, limit: 1, entityId: '', level: '' }).join('\n');
    expect(planOf(dueArrivals)).toMatch(/SEARCH arrival USING INDEX arrival_look/);
    expect(planOf(nextLookAt)).toMatch(/arrival_look/);
    const collecting = planOf(collectingArrivals);
    expect(collecting.match(/SEARCH study USING (COVERING )?INDEX study_by_uid/g)).toHaveLength(3);
    expect(
      collecting.match(/SEARCH arrival USING COVERING INDEX arrival_collecting \(level=\? AND/g),
    ).toHaveLength(3);
    expect(planOf(runsBefore)).toMatch(/run_by_entity[^]*arrival_complete_entity/);
  });
});

describe('processing now', () => {
  it('completes one arrival or all of them, each once', () => {
    test.options.quietSeconds = 1000;
    const opened = test.open();
    test.note([1, 4]);
    const [first] = test.arrivals();
    expect(opened.processNow(first!.id)).toBe(1);
    expect(opened.processNow(first!.id)).toBe(0);
    expect(opened.processNow()).toBe(1);
    expect(opened.processNow()).toBe(0);
    expect(test.arrivals().map((row) => [row.state, row.completed_by])).toEqual([
      ['complete', 'process-now'],
      ['complete', 'process-now'],
    ]);
  });

  it('says that an arrival does not exist instead of counting none', () => {
    expect(() => test.open().processNow('nonsense')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('processing again', () => {
  it.each([
    ['patient', 'patient-1', [1, 2, 3], 30],
    ['study', 'study-1', [1, 2], 20],
    ['series', 'series-3', [3], 10],
  ] as const)('takes every series that the archive holds of a %s', (level, key, expected, instances) => {
    const id = test.open().reprocess(level, key);
    expect(test.arrivals()).toMatchObject([
      { id, level, entity_id: key, state: 'complete', completed_by: 'reprocess', instance_count: instances },
    ]);
    expect(test.seriesOf(id)).toEqual(expected);
  });

  it('does not disturb what is still arriving for the same patient', () => {
    test.options.quietSeconds = 1000;
    const room = test.open();
    test.note([1]);
    room.reprocess('patient', 'patient-1');
    expect(
      test
        .arrivals()
        .map((row) => row.state)
        .sort(),
    ).toEqual(['collecting', 'complete']);
  });

  it.each([
    ['patient', 'P1', 'patient-1'],
    ['study', '1.2.1', 'study-1'],
  ] as const)('finds a %s by what people call it', (level, name, key) => {
    test.open().reprocess(level, name);
    expect(test.arrivals()).toMatchObject([{ level, entity_id: key }]);
  });

  it('asks which is meant where a study is there under two patient ids, and processes neither', () => {
    test.context.history.run("UPDATE study SET StudyInstanceUID = '1.2.same'");
    expect(() => test.open().reprocess('study', '1.2.same')).toThrow('under 3 patient ids');
    expect(test.arrivals()).toEqual([]);
  });

  it('does not process as one patient what came without a PatientID', () => {
    test.context.history.run("UPDATE patient SET id = ?, PatientID = '' WHERE key = 1", [nobody]);
    expect(() => test.open().reprocess('patient', nobody)).toThrow('need not be of one patient');
    expect(test.arrivals()).toEqual([]);
  });

  it('says that the archive holds no such patient', () => {
    expect(() => test.open().reprocess('patient', 'patient-9')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(test.arrivals()).toEqual([]);
  });
});

describe('cancelling what waits for planning', () => {
  it('puts it aside, and the next instance brings it back with everything', async () => {
    const room = test.open();
    test.note([1]);
    await test.until((rows) => rows[0]?.state === 'complete');
    const [arrival] = test.arrivals();
    room.cancel(arrival!.id, 'Cancelled from the window.');
    expect(test.arrivals()).toMatchObject([
      { state: 'put-aside', put_aside: '{"code":"cancelled","message":"Cancelled from the window."}' },
    ]);
    expect(() => room.cancel(arrival!.id, '')).toThrow(/does not wait for planning/);
    test.options.quietSeconds = 1000;
    test.note([2]);
    expect(test.arrivals()).toMatchObject([{ id: arrival!.id, state: 'collecting', put_aside: null }]);
  });

  it('says of one that was planned meanwhile that its run is to be cancelled', () => {
    const room = test.open();
    const id = room.reprocess('patient', 'patient-1');
    test.context.history.run("UPDATE arrival SET state = 'planned'");
    expect(() => room.cancel(id, '')).toThrow('It was planned meanwhile: cancel its run in place of it.');
    expect(() => room.cancel('none', '')).toThrow('There is no such arrival.');
  });

  it('takes the place of what was put aside of the same before', () => {
    const room = test.open();
    const first = room.reprocess('patient', 'patient-1');
    const second = room.reprocess('patient', 'patient-1');
    room.cancel(first, 'first');
    room.cancel(second, 'second');
    const states = test.arrivals().map(({ id, state }) => [id, state]);
    expect(Object.fromEntries(states)).toEqual({ [first]: 'planned', [second]: 'put-aside' });
  });
});
