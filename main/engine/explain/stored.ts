import { EngineError, jsonObjectSchema } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import type { ArrivedSeries } from '../completeness/index.ts';
import type { History } from '../database/index.ts';
import type { SourceInstance } from '../planning/index.ts';
import { groupedBy } from './groupedBy.ts';
import type { ExplainedSubject } from './subject.ts';

interface Row extends ArrivedSeries {
  patientId: string;
  PatientID: string;
  PatientName: string;
  patientTags: string;
  studyKey: number;
  studyId: string;
  studyTags: string;
  key: number;
  id: string;
}

const columns = `SELECT patient.id AS patientId, patient.PatientID, patient.PatientName, patient.tags AS patientTags,
    study.key AS studyKey, study.id AS studyId, study.tags AS studyTags, study.StudyDescription, study.StudyDate,
    study.StudyInstanceUID, study.AccessionNumber, series.key, series.id, series.Modality, series.SeriesNumber,
    series.SeriesDescription, series.BodyPartExamined, series.SeriesInstanceUID, series.instance_count AS instances`;
const tables =
  'patient JOIN study ON study.patient_key = patient.key JOIN series ON series.study_key = study.key';

/** How people name a patient, study or series beside our identifiers. */
const otherName: Record<Grouping, string> = {
  patient: 'patient.PatientID',
  study: 'study.StudyInstanceUID',
  series: 'series.SeriesInstanceUID',
};
const levels: readonly Grouping[] = ['patient', 'study', 'series'];

/**
 * What the archive holds of a patient, study or series, as the application gathers it: with what it arrives together,
 * or in its parts.
 * @throws EngineError `not-found`
 */
export function storedSubjects(
  { history, grouping }: { history: History; grouping: Grouping },
  instances: { instancesOfSeries(seriesKey: number): readonly SourceInstance[] },
  wanted: { level: Grouping; key: string },
): ExplainedSubject[] {
  const found = history.all<{ key: string }>(
    `SELECT DISTINCT ${levels.indexOf(grouping) < levels.indexOf(wanted.level) ? grouping : wanted.level}.id AS key
     FROM ${tables} WHERE ${wanted.level}.id = :key OR ${otherName[wanted.level]} = :key`,
    { key: wanted.key },
  );
  if (found.length === 0) {
    throw new EngineError('not-found', `The archive holds no ${wanted.level} "${wanted.key}".`, {
      advice: 'Use its identifier as lists show it, or the PatientID or UID that is in its files.',
    });
  }
  const from = levels.indexOf(grouping) < levels.indexOf(wanted.level) ? grouping : wanted.level;
  const rows = found.flatMap(({ key }) =>
    history.all<Row>(
      `${columns} FROM ${tables} WHERE ${from}.id = ? AND series.instance_count > 0 ORDER BY study.key, series.key`,
      [key],
    ),
  );
  return groupedBy(rows, (row) => idAt(grouping, row)).map(([key, list]) =>
    subjectOf(grouping, key, list, instances),
  );
}

function idAt(level: Grouping, row: Row): string {
  return { patient: row.patientId, study: row.studyId, series: row.id }[level];
}

function subjectOf(
  level: Grouping,
  key: string,
  rows: readonly Row[],
  instances: { instancesOfSeries(seriesKey: number): readonly SourceInstance[] },
): ExplainedSubject {
  const [first] = rows;
  if (first === undefined) throw new RangeError('There is no series to explain.');
  const studies = new Map(
    rows.map((row) => [
      row.studyKey,
      { key: row.studyKey, id: row.studyId, tags: jsonObjectSchema.parse(JSON.parse(row.studyTags)) },
    ]),
  );
  return {
    level,
    key,
    PatientID: first.PatientID,
    PatientName: first.PatientName,
    patient: { id: first.patientId, tags: jsonObjectSchema.parse(JSON.parse(first.patientTags)) },
    studies: [...studies.values()],
    series: rows.map((row) => ({ ...row, instances: instances.instancesOfSeries(row.key) })),
    facts: [...rows],
  };
}
