import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type { ApplicationOptions } from '../../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { createCompleteness } from '../index.ts';
import type { ArchivedSeries, Completeness } from '../index.ts';
import type { CountAtPeer } from '../types.ts';

/** An arrival as the history has it. */
export interface ArrivalRow {
  id: string;
  level: string;
  entity_id: string;
  state: string;
  completed_by: string | null;
  instance_count: number;
  first_instance_at: number;
  last_instance_at: number;
  due_at: number;
  held_until: number | null;
  maximum_at: number | null;
  missing: string;
  put_aside: string | null;
}

/**
 * The room over an archive of two patients: the first has study 1 (series 1, a CT, and 2, a SEG) and study 2 (series 3),
 * the second study 3 (series 4); ten instances each.
 */
export interface TestRoom {
  context: ApplicationContext;
  /** What `context.options()` gives; may be changed any time. */
  options: ApplicationOptions;
  /** What peers are asked by; nobody tells a number by default. */
  countAtPeer: CountAtPeer;
  /** Opens the room, again after `shut`. */
  open(): Completeness;
  shut(): Promise<void>;
  /** Tells the room of new instances in these series. */
  note(
    keys: readonly number[],
    more?: { senders?: string[]; newInstances?: number; at?: number; patientId?: string },
  ): void;
  arrivals(): ArrivalRow[];
  /** Row keys of the series of an arrival. */
  seriesOf(arrival: string): number[];
  /** Resolves when planning is woken. */
  untilWoken(): Promise<void>;
  /** Resolves when the arrivals are as wanted. */
  until(wanted: (rows: ArrivalRow[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

export function openTestRoom(): TestRoom {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'completeness-'));
  const folders = applicationFolders(folder);
  let room: Completeness | null = null;
  let woken: () => void = () => undefined;
  const test: TestRoom = {
    options: applicationOptionsSchema.parse({ quietSeconds: 0 }),
    context: {
      id: 'a',
      folders,
      history: openHistory(folders.historyFile),
      events: createEventBus(),
      log: silentLogger,
      options: () => test.options,
    },
    countAtPeer: async () => null,
    open() {
      room = createCompleteness(test.context, {
        wakePlanning: () => woken(),
        countAtPeer: (...asked) => test.countAtPeer(...asked),
      });
      return room;
    },
    note(keys, { senders = [], newInstances = 5, at = Date.now(), ...other } = {}) {
      test.context.history.write(() =>
        room?.note(
          keys.map((key) => ({ ...archivedSeries(key), ...other, senders, newInstances })),
          at,
        ),
      );
    },
    arrivals: () => test.context.history.all<ArrivalRow>('SELECT * FROM arrival ORDER BY id'),
    seriesOf: (arrival) =>
      test.context.history
        .all<{ key: number }>(
          'SELECT series_key AS key FROM arrival_series WHERE arrival_id = ? ORDER BY series_key',
          [arrival],
        )
        .map((row) => row.key),
    untilWoken: () =>
      new Promise<void>((resolve) => {
        woken = resolve;
      }),
    until: (wanted) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!wanted(test.arrivals())) return;
          stop();
          resolve();
        };
        const stop = test.context.events.listen(look);
        look();
      }),
    async shut() {
      await room?.close();
    },
    async close() {
      await room?.close();
      test.context.history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  fillArchive(test.context);
  return test;
}

const studyOfSeries = [1, 1, 2, 3];
const patientOfStudy = [1, 1, 2];

function archivedSeries(key: number): ArchivedSeries {
  const study = studyOfSeries[key - 1] ?? 0;
  const patient = patientOfStudy[study - 1] ?? 0;
  return {
    patientKey: patient,
    patientId: `patient-${patient}`,
    studyId: `study-${study}`,
    seriesId: `series-${key}`,
    seriesKey: key,
    newInstances: 5,
  };
}

function fillArchive({ history }: ApplicationContext): void {
  for (const key of [1, 2]) {
    history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (?, ?, ?, 'x', '{}')", [
      key,
      `patient-${key}`,
      `P${key}`,
    ]);
  }
  patientOfStudy.forEach((patient, index) => {
    history.run(
      `INSERT INTO study (key, id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription,
         AccessionNumber, tags, modalities, instance_count, last_instance_at)
       VALUES (:key, :id, :patient, :uid, '20240101', '', 'chest', '', '{}', '', 10, 1)`,
      { key: index + 1, id: `study-${index + 1}`, patient, uid: `1.2.${index + 1}` },
    );
  });
  studyOfSeries.forEach((study, index) => {
    history.run(
      `INSERT INTO series (key, id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
         BodyPartExamined, instance_count) VALUES (?, ?, ?, '', ?, '', '', '', 10)`,
      [index + 1, `series-${index + 1}`, study, index === 1 ? 'SEG' : 'CT'],
    );
  });
}
