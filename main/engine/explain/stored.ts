import { EngineError, jsonObjectSchema } from '../../../contract/index.ts';
import type { Grouping } from '../../../contract/index.ts';
import type { ArrivedSeries } from '../completeness/index.ts';
import type { History } from '../database/index.ts';
import { gatheredBy } from '../dicom/index.ts';
import type { SourceInstance } from '../planning/index.ts';
import { groupedBy } from './groupedBy.ts';
import type { ExplainedSubject } from './subject.ts';

interface Ids {
  patientId: string;
  studyId: string;
  /** Of the series. */
  id: string;
}

interface Row extends ArrivedSeries, Ids {
  PatientID: string;
  PatientName: string;
  patientTags: string;
  studyKey: number;
  studyTags: string;
  key: number;
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
  const found = history.all<Ids>(
    `SELECT patient.id AS patientId, study.id AS studyId, series.id
     FROM ${tables} WHERE ${wanted.level}.id = :key OR ${otherName[wanted.level]} = :key`,
    { key: wanted.key },
  );
  if (found.length === 0) {
    throw new EngineError('not-found', `The archive holds no ${wanted.level} "${wanted.key}".`, {
      advice: 'Use its identifier as lists show it, or the PatientID or UID that is in its files.',
    });
  }
  const levelOf = ({ patientId }: Ids) => gatheredBy(grouping, patientId);
  const entities = new Map<string, Grouping>();
  for (const one of found) {
    const level = levels.indexOf(levelOf(one)) < levels.indexOf(wanted.level) ? levelOf(one) : wanted.level;
    entities.set(idAt(level, one), level);
  }
  const rows = [...entities].flatMap(([id, level]) =>
    history.all<Row>(
      `${columns} FROM ${tables} WHERE ${level}.id = ? AND series.instance_count > 0 ORDER BY study.key, series.key`,
      [id],
    ),
  );
  return groupedBy(rows, (row) => idAt(levelOf(row), row)).flatMap(([key, list]) => {
    const [first] = list;
    return first === undefined ? [] : [subjectOf(levelOf(first), key, list, instances)];
  });
}

function idAt(level: Grouping, row: Ids): string {
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
