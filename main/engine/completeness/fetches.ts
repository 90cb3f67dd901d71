import type { History } from '../database/index.ts';
import type { ComingStudy } from './types.ts';

/** A study that a running task fetches, as it concerns an arrival. */
export interface Fetched {
  StudyInstanceUID: string;
  /** As its peer describes it. */
  title: string;
  /** Instances of it; null where nobody told, or only a part of the study is fetched. */
  expected: number | null;
  /** In the archive, under whatever patient. */
  received: number;
  /** 1 when no more of it comes. */
  isOver: number;
}

const received = `(SELECT coalesce(sum(study.instance_count), 0) FROM study
  WHERE study.StudyInstanceUID = fetch_item.StudyInstanceUID)`;

/** Fetched studies of an arrival (`:id`): those that it holds, and others of its patient, of which nothing may have come. */
const ofArrival = `(
  StudyInstanceUID IN (SELECT study.StudyInstanceUID FROM arrival_series
    JOIN series ON series.key = arrival_series.series_key JOIN study ON study.key = series.study_key
    WHERE arrival_series.arrival_id = :id)
  OR patient_id = (SELECT entity_id FROM arrival WHERE id = :id AND level = 'patient'))
  AND (SELECT level FROM arrival WHERE id = :id) <> 'series'`;

/** True while any study is being fetched. */
export function anythingFetched(history: History): boolean {
  return history.get('SELECT 1 FROM fetch_item LIMIT 1') !== undefined;
}

/** Reads which studies are being fetched that concern an arrival; none for one of a series. */
export function fetchedFor(history: History, arrivalId: string): Fetched[] {
  return history.all<Fetched>(
    `SELECT StudyInstanceUID, title, instance_count AS expected, is_over AS isOver, ${received} AS received
     FROM fetch_item WHERE ${ofArrival} ORDER BY task_id, item`,
    { id: arrivalId },
  );
}

/** Collecting arrivals that are concerned by what a task fetches. */
export function concernedBy(history: History, task: string): string[] {
  return history
    .all<{ id: string }>(
      `SELECT arrival.id FROM fetch_item
         JOIN arrival ON arrival.level = 'patient' AND arrival.entity_id = fetch_item.patient_id
           AND arrival.state = 'collecting'
       WHERE fetch_item.task_id = :task
       UNION SELECT arrival.id FROM fetch_item
         CROSS JOIN study ON study.StudyInstanceUID = fetch_item.StudyInstanceUID
         CROSS JOIN patient ON patient.key = study.patient_key
         CROSS JOIN arrival ON arrival.state = 'collecting' AND
           ((arrival.level = 'study' AND arrival.entity_id = study.id)
             OR (arrival.level = 'patient' AND arrival.entity_id = patient.id))
       WHERE fetch_item.task_id = :task`,
      { task },
    )
    .map(({ id }) => id);
}

/** Notes what a task is to bring; what was noted of the same item is replaced. */
export function noteComing(history: History, task: string, studies: readonly ComingStudy[]): void {
  for (const { item, StudyInstanceUID, patientId, instanceCount, title } of studies) {
    history.run(
      `INSERT INTO fetch_item (task_id, item, StudyInstanceUID, patient_id, instance_count, title)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET patient_id = excluded.patient_id, instance_count = excluded.instance_count,
         title = excluded.title, is_over = 0`,
      [task, item, StudyInstanceUID, patientId, instanceCount, title],
    );
  }
}

/** Notes that no more comes of an item of a task. */
export function noteFetched(history: History, task: string, item: number): void {
  history.run('UPDATE fetch_item SET is_over = 1 WHERE task_id = ? AND item = ?', [task, item]);
}

/** Forgets what a task was to bring. */
export function forgetTask(history: History, task: string): void {
  history.run('DELETE FROM fetch_item WHERE task_id = ?', [task]);
}

/** Forgets what tasks were to bring that ended while nobody heard it. */
export function forgetEndedTasks(history: History): void {
  history.run("DELETE FROM fetch_item WHERE task_id NOT IN (SELECT id FROM task WHERE state = 'running')");
}

/** Forgets what has come of an arrival that is complete; what is still to come is waited for by the next one. */
export function forgetFetched(history: History, arrivalId: string): void {
  history.run(
    `DELETE FROM fetch_item WHERE (is_over = 1 OR instance_count <= ${received}) AND ${ofArrival}`,
    { id: arrivalId },
  );
}
