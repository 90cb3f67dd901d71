import { z } from 'zod';
import type { SearchedKeyword } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { searchWords } from '../dicom/index.ts';
import type { InstanceHeader } from '../dicom/index.ts';

/** Longest text of one element of all series of a study; what more it says is not searched. */
const longestText = 4000;

const ofPatientOrStudy = [
  'PatientName',
  'PatientID',
  'OtherPatientIDs',
  'PatientBirthDate',
  'PatientSex',
  'StudyDate',
  'StudyDescription',
  'AccessionNumber',
  'StudyID',
  'InstitutionName',
  'ReferringPhysicianName',
  'RequestedProcedureDescription',
] as const satisfies SearchedKeyword[];

const ofSeries = [
  'Modality',
  'SeriesDescription',
  'SeriesNumber',
  'BodyPartExamined',
  'ProtocolName',
  'SequenceName',
  'Manufacturer',
  'ManufacturerModelName',
  'StationName',
  'ContrastBolusAgent',
  'ConvolutionKernel',
  'ImageType',
  'Laterality',
  'PatientPosition',
  'SliceThickness',
  'KVP',
  'MagneticFieldStrength',
] as const satisfies SearchedKeyword[];

type SeriesRow = Record<
  'Modality' | 'SeriesDescription' | 'SeriesNumber' | 'BodyPartExamined' | 'tags',
  string
>;
type SeriesTexts = Record<(typeof ofSeries)[number], string>;

const tagsSchema = z.record(z.string(), z.string());

/**
 * Writes down what a study is found by, once it has a series more. Inside a transaction.
 * @param header of the first instance of that series; it speaks for patient and study where they are new
 */
export function indexStudy(history: History, studyKey: number, header: InstanceHeader): void {
  if (indexSeries(history, studyKey)) return;
  const tags: Record<string, string> = { ...header.patientTags, ...header.studyTags };
  const texts = {
    ...Object.fromEntries(ofPatientOrStudy.map((keyword) => [keyword, searchWords(tags[keyword] ?? '')])),
    ...textsOfSeries(history, studyKey),
  };
  const columns = Object.keys(texts);
  history.run(
    `INSERT INTO study_search (study_key, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
    [studyKey, ...Object.values(texts)],
  );
}

/**
 * Brings what its series say up to date; a study without any is found no more. Inside a transaction.
 * @returns false where the study is not in the index
 */
export function indexSeries(history: History, studyKey: number): boolean {
  const before = history.get<SeriesTexts>(
    `SELECT ${ofSeries.join(', ')} FROM study_search WHERE study_key = ?`,
    [studyKey],
  );
  if (before === undefined) return false;
  const now = textsOfSeries(history, studyKey);
  if (now === null) history.run('DELETE FROM study_search WHERE study_key = ?', [studyKey]);
  else if (ofSeries.some((keyword) => now[keyword] !== before[keyword])) {
    history.run(
      `UPDATE study_search SET ${ofSeries.map((keyword) => `${keyword} = ?`).join(', ')} WHERE study_key = ?`,
      [...ofSeries.map((keyword) => now[keyword]), studyKey],
    );
  }
  return true;
}

/** Words of the series of a study by keyword, each value once; null where it has none. */
function textsOfSeries(history: History, studyKey: number): SeriesTexts | null {
  const rows = history.all<SeriesRow>(
    `SELECT Modality, SeriesDescription, SeriesNumber, BodyPartExamined, tags FROM series
     WHERE study_key = ? AND instance_count > 0 ORDER BY key`,
    [studyKey],
  );
  if (rows.length === 0) return null;
  const values = rows.map(({ tags, ...row }) => ({ ...tagsSchema.parse(JSON.parse(tags)), ...row }));
  const joined = (keyword: SearchedKeyword) =>
    [...new Set(values.map((one: Record<string, string>) => searchWords(one[keyword] ?? '')))]
      .join('')
      .slice(0, longestText);
  return Object.fromEntries(ofSeries.map((keyword) => [keyword, joined(keyword)])) as SeriesTexts;
}
