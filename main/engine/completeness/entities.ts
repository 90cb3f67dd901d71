import type { Grouping } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

const tables =
  'patient JOIN study ON study.patient_key = patient.key JOIN series ON series.study_key = study.key';

/** Behind FROM: every series that the archive holds of an entity, given by its identifier. */
export const seriesOf: Record<Grouping, string> = {
  patient: `${tables} WHERE patient.id = ?`,
  study: `${tables} WHERE study.id = ?`,
  series: `${tables} WHERE series.id = ?`,
};

/** Adds every series that the archive holds of an entity to its arrival. */
export function addEverySeries(history: History, arrivalId: string, level: Grouping, entityId: string): void {
  history.run(
    `INSERT OR IGNORE INTO arrival_series (arrival_id, series_key) SELECT ?, series.key FROM ${seriesOf[level]}`,
    [arrivalId, entityId],
  );
}

const studies = `SELECT arrival.id FROM json_each(:uids) AS wanted
  JOIN study ON study.StudyInstanceUID = wanted.value`;

/** Arrivals that collect for the studies with these UIDs, or for their patients or series. */
export function collectingOf(history: History, studyUids: readonly string[]): string[] {
  return history
    .all<{ id: string }>(
      `${studies} JOIN patient ON patient.key = study.patient_key
         JOIN arrival ON arrival.level = 'patient' AND arrival.entity_id = patient.id AND arrival.state = 'collecting'
       UNION ${studies}
         JOIN arrival ON arrival.level = 'study' AND arrival.entity_id = study.id AND arrival.state = 'collecting'
       UNION ${studies} JOIN series ON series.study_key = study.key
         JOIN arrival ON arrival.level = 'series' AND arrival.entity_id = series.id AND arrival.state = 'collecting'`,
      { uids: JSON.stringify(studyUids) },
    )
    .map((row) => row.id);
}

/** True where instances of an arrival came from a sender. */
export function hasSender(history: History, arrivalId: string, sender: string): boolean {
  const row = history.get('SELECT 1 FROM arrival_sender WHERE arrival_id = ? AND sender = ?', [
    arrivalId,
    sender,
  ]);
  return row !== undefined;
}
