import { EngineError, jsonObjectSchema } from '../../../contract/index.ts';
import type { RouteOutput } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';

type Patient = RouteOutput<'patients.get'>;

/** A patient by its identifier, and how much there is of it. @throws EngineError `not-found` */
export function getPatient(history: History, id: string): Patient {
  const row = history.get<Omit<Patient, 'PatientBirthDate' | 'PatientSex'> & { tags: string }>(
    `SELECT patient.id, PatientID, PatientName, patient.tags, count(*) AS studyCount,
       sum(series_count) AS seriesCount, sum(instance_count) AS instanceCount, sum(bytes) AS bytes
     FROM patient JOIN study ON study.patient_key = patient.key
     WHERE patient.id = ? AND instance_count > 0 GROUP BY patient.key`,
    [id],
  );
  if (row === undefined) throw new EngineError('not-found', 'The archive holds nothing of such a patient.');
  const { tags, ...patient } = row;
  const known = readJson(jsonObjectSchema, tags);
  const text = (keyword: string) => {
    const value = known?.[keyword];
    return typeof value === 'string' ? value : '';
  };
  return { ...patient, PatientBirthDate: text('PatientBirthDate'), PatientSex: text('PatientSex') };
}
