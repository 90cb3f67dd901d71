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

/** From the few studies that are asked about to their arrivals, however many collect: SQLite keeps a CROSS JOIN's order. */
const studies = `SELECT arrival.id FROM json_each(:uids) AS wanted
  CROSS JOIN study ON study.StudyInstanceUID = wanted.value`;
const arrivalOf = (level: Grouping) =>
  `CROSS JOIN arrival ON arrival.level = '${level}' AND arrival.entity_id = ${level}.id
     AND arrival.state = 'collecting'`;

/** Arrivals that collect for the studies with `:uids`, or for their patients or series. */
export const collectingArrivals = `${studies}
    CROSS JOIN patient ON patient.key = study.patient_key ${arrivalOf('patient')}
  UNION ${studies} ${arrivalOf('study')}
  UNION ${studies} CROSS JOIN series ON series.study_key = study.key ${arrivalOf('series')}`;

/** Identifiers of the arrivals that collect for these studies (UIDs), or for their patients or series. */
export function collectingOf(history: History, studyUids: readonly string[]): string[] {
  const rows = history.all<{ id: string }>(collectingArrivals, { uids: JSON.stringify(studyUids) });
  return rows.map((row) => row.id);
}

/** True where instances of an arrival came from a sender. */
export function hasSender(history: History, arrivalId: string, sender: string): boolean {
  const row = history.get('SELECT 1 FROM arrival_sender WHERE arrival_id = ? AND sender = ?', [
    arrivalId,
    sender,
  ]);
  return row !== undefined;
}
