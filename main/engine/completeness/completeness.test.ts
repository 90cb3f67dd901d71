import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import type { ApplicationOptions } from '../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import { createCompleteness } from './index.ts';
import type { ArchivedSeries, Completeness } from './index.ts';

let folder: string;
let context: ApplicationContext;
let options: ApplicationOptions;
let room: Completeness | null;
let woken: () => void;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'completeness-'));
  const folders = applicationFolders(folder);
  options = applicationOptionsSchema.parse({ quietSeconds: 0 });
  context = {
    id: 'a',
    folders,
    history: openHistory(folders.historyFile),
    events: createEventBus(),
    log: silentLogger,
    options: () => options,
  };
  room = null;
  woken = () => undefined;
  fillArchive();
});
afterEach(async () => {
  await room?.close();
  context.history.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): Completeness {
  room = createCompleteness(context, { wakePlanning: () => woken() });
  return room;
}
/** Two patients; the first with studies A (two series) and B (one). */
function fillArchive(): void {
  const { history } = context;
  for (const key of [1, 2]) {
    history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (?, ?, 'x', 'x', '{}')", [
      key,
      `patient-${key}`,
    ]);
  }
  for (const [key, patient] of [
    [1, 1],
    [2, 1],
    [3, 2],
  ] as const) {
    history.run(
      `INSERT INTO study (key, id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription,
         AccessionNumber, tags, modalities, search, last_instance_at) VALUES (?, ?, ?, '', '', '', '', '', '{}', '', '', 1)`,
      [key, `study-${key}`, patient],
    );
  }
  for (const [key, study] of [
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 3],
  ] as const) {
    history.run(
      `INSERT INTO series (key, id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
         BodyPartExamined, instance_count) VALUES (?, ?, ?, '', 'CT', '', '', '', 10)`,
      [key, `series-${key}`, study],
    );
  }
}
const batches: Record<number, ArchivedSeries> = {
  1: series(1, 1, 1),
  2: series(1, 1, 2),
  3: series(1, 2, 3),
  4: series(2, 3, 4),
};
function series(patient: number, study: number, key: number): ArchivedSeries {
  return {
    patientKey: patient,
    patientId: `patient-${patient}`,
    studyId: `study-${study}`,
    seriesId: `series-${key}`,
    seriesKey: key,
    newInstances: 5,
  };
}
function note(...keys: number[]): void {
  context.history.write(() =>
    room?.note(
      keys.map((key) => batches[key]!),
      Date.now(),
    ),
  );
}
interface ArrivalRow {
  id: string;
  level: string;
  entity_id: string;
  state: string;
  completed_by: string | null;
  instance_count: number;
  due_at: number;
}
const arrivals = () => context.history.all<ArrivalRow>('SELECT * FROM arrival ORDER BY id');
const seriesOf = (arrival: string) =>
  context.history
    .all<{ series_key: number }>('SELECT series_key FROM arrival_series WHERE arrival_id = ? ORDER BY 1', [
      arrival,
    ])
    .map((row) => row.series_key);
const untilWoken = () =>
  new Promise<void>((resolve) => {
    woken = resolve;
  });

describe('collecting', () => {
  it('gathers what comes for one patient into one arrival, and never two patients into the same', () => {
    options.quietSeconds = 1000;
    open();
    note(1, 4);
    note(1);
    note(2, 3);
    expect(arrivals().map((row) => [row.entity_id, row.instance_count, row.state, seriesOf(row.id)])).toEqual(
      [
        ['patient-1', 20, 'collecting', [1, 2, 3]],
        ['patient-2', 5, 'collecting', [4]],
      ],
    );
  });

  it.each([
    ['study', ['study-1', 'study-2', 'study-3']],
    ['series', ['series-1', 'series-2', 'series-3', 'series-4']],
  ] as const)('gathers by %s where the application says so', (grouping, expected) => {
    options = { ...options, grouping, quietSeconds: 1000 };
    open();
    note(1, 2, 3, 4);
    expect(arrivals().map((row) => row.entity_id)).toEqual(expected);
  });

  it('forgets the arrival together with the instances when the transaction of the archive fails', () => {
    open();
    expect(() =>
      context.history.write(() => {
        room?.note([batches[1]!], Date.now());
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(arrivals()).toEqual([]);
  });

  it('makes no arrival of a batch in which nothing was new', () => {
    open();
    context.history.write(() => room?.note([{ ...batches[1]!, newInstances: 0 }], Date.now()));
    expect(arrivals()).toEqual([]);
  });
});

describe('completing', () => {
  it('completes an arrival when its quiet time is over, and wakes planning after the commit', async () => {
    options.quietSeconds = 0.02;
    open();
    const planning = untilWoken();
    note(1);
    await planning;
    expect(arrivals()).toMatchObject([{ state: 'complete', completed_by: 'quiet-time' }]);
  });

  it('begins the quiet time anew with every instance, so that a slow sender is not cut in two', () => {
    options.quietSeconds = 1000;
    open();
    const at = Date.now();
    for (const moment of [at, at + 50]) {
      context.history.write(() => room?.note([batches[1]!], moment));
    }
    expect(arrivals()).toMatchObject([
      { state: 'collecting', instance_count: 10, due_at: at + 50 + 1_000_000 },
    ]);
  });

  it('begins a new arrival for what comes after the first one became complete', async () => {
    open();
    const planning = untilWoken();
    note(1);
    await planning;
    options.quietSeconds = 1000;
    note(2);
    expect(arrivals().map((row) => [row.state, seriesOf(row.id)])).toEqual([
      ['complete', [1, 2, 3]],
      ['collecting', [1, 2, 3]],
    ]);
  });

  it('goes on after a restart with what was collecting, however long the engine was away', async () => {
    options.quietSeconds = 1000;
    open();
    note(1);
    await room?.close();
    context.history.run('UPDATE arrival_sender SET last_at = last_at - 1_001_000');
    const planning = untilWoken();
    open();
    await planning;
    expect(arrivals()).toMatchObject([{ state: 'complete' }]);
  });

  it('does not hang for hours when the clock was set back', async () => {
    options.quietSeconds = 0.02;
    open();
    await room?.close();
    note(1);
    context.history.run(
      'UPDATE arrival SET due_at = due_at + 7200000, last_instance_at = last_instance_at + 7200000, look_at = look_at + 7200000',
    );
    context.history.run('UPDATE arrival_sender SET last_at = last_at + 7200000');
    const planning = untilWoken();
    open();
    await planning;
    expect(arrivals()).toMatchObject([{ state: 'complete', completed_by: 'quiet-time' }]);
  });

  it('finds what is due by an index, however many arrivals were planned', () => {
    const plan = context.history.explain(
      "SELECT id FROM arrival WHERE state = 'collecting' AND look_at <= 1",
    );
    expect(plan.join('\n')).toMatch(/arrival_look/);
    expect(
      context.history.explain("SELECT min(look_at) AS at FROM arrival WHERE state = 'collecting'").join('\n'),
    ).toMatch(/arrival_look/);
  });
});

describe('processing now', () => {
  it('completes one arrival or all of them, each once', () => {
    options.quietSeconds = 1000;
    const opened = open();
    note(1, 4);
    const [first] = arrivals();
    expect(opened.processNow(first!.id)).toBe(1);
    expect(opened.processNow(first!.id)).toBe(0);
    expect(opened.processNow()).toBe(1);
    expect(opened.processNow()).toBe(0);
    expect(arrivals().map((row) => [row.state, row.completed_by])).toEqual([
      ['complete', 'process-now'],
      ['complete', 'process-now'],
    ]);
  });

  it('says that an arrival does not exist instead of counting none', () => {
    expect(() => open().processNow('nonsense')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('processing again', () => {
  it.each([
    ['patient', 'patient-1', [1, 2, 3], 30],
    ['study', 'study-1', [1, 2], 20],
    ['series', 'series-3', [3], 10],
  ] as const)('takes every series that the archive holds of a %s', (level, key, expected, instances) => {
    const id = open().reprocess(level, key);
    expect(arrivals()).toMatchObject([
      { id, level, entity_id: key, state: 'complete', completed_by: 'reprocess', instance_count: instances },
    ]);
    expect(seriesOf(id)).toEqual(expected);
  });

  it('does not disturb what is still arriving for the same patient', () => {
    options.quietSeconds = 1000;
    open();
    note(1);
    room?.reprocess('patient', 'patient-1');
    expect(
      arrivals()
        .map((row) => row.state)
        .sort(),
    ).toEqual(['collecting', 'complete']);
  });

  it('says that the archive holds no such patient', () => {
    expect(() => open().reprocess('patient', 'patient-9')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(arrivals()).toEqual([]);
  });
});
