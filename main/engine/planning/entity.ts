import { EngineError, jsonObjectSchema } from '../../../contract/index.ts';
import type { Grouping, JsonObject } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** A series that an arrival named. */
export interface SeriesEntry {
  /** Row key. */
  key: number;
  id: string;
  studyKey: number;
  Modality: string;
  SeriesNumber: string;
  SeriesDescription: string;
}

/** What the archive's index knows of the patient of an arrival and of what came. */
export interface ArrivedEntity {
  patient: { id: string; tags: JsonObject };
  studies: { key: number; id: string; tags: JsonObject }[];
  series: SeriesEntry[];
}

const seriesColumns = `SELECT series.key, series.id, series.study_key AS studyKey, series.Modality, series.SeriesNumber,
    series.SeriesDescription`;

/** Reads what an arrival is about; studies and series in the order in which the archive first saw them. */
export function readEntity(history: History, arrival: { id: string; patientKey: number }): ArrivedEntity {
  const series = history.all<SeriesEntry>(
    `${seriesColumns} FROM arrival_series JOIN series ON series.key = arrival_series.series_key
     WHERE arrival_series.arrival_id = ? ORDER BY series.study_key, series.key`,
    [arrival.id],
  );
  return entityOf(history, arrival.patientKey, series);
}

/**
 * Reads all that the archive holds of a patient, study or series; null when that is nothing.
 * @param key its Orthanc-style identifier
 */
export function readStored(history: History, level: Grouping, key: string): ArrivedEntity | null {
  const series = history.all<SeriesEntry & { patientKey: number }>(
    `${seriesColumns}, study.patient_key AS patientKey
     FROM patient JOIN study ON study.patient_key = patient.key JOIN series ON series.study_key = study.key
     WHERE ${level}.id = ? AND series.instance_count > 0 ORDER BY study.key, series.key`,
    [key],
  );
  const [first] = series;
  return first === undefined ? null : entityOf(history, first.patientKey, series);
}

function entityOf(history: History, patientKey: number, series: SeriesEntry[]): ArrivedEntity {
  const patient = history.get<{ id: string; tags: string }>('SELECT id, tags FROM patient WHERE key = ?', [
    patientKey,
  ]);
  if (patient === undefined)
    throw new EngineError('internal', 'The patient of a series is not in the history.');
  const studies = [...new Set(series.map((entry) => entry.studyKey))].map((key) => {
    const study = history.get<{ id: string; tags: string }>('SELECT id, tags FROM study WHERE key = ?', [
      key,
    ]);
    if (study === undefined)
      throw new EngineError('internal', 'The study of a series is not in the history.');
    return { key, id: study.id, tags: parseTags(study.tags) };
  });
  return { patient: { id: patient.id, tags: parseTags(patient.tags) }, studies, series };
}

function parseTags(text: string): JsonObject {
  return jsonObjectSchema.parse(JSON.parse(text));
}
