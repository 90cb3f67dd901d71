import { z } from 'zod';
import type { ExportLayout } from '../../../contract/index.ts';
import type { ArchivedInstance } from '../archive/index.ts';
import type { History } from '../database/index.ts';
import { createLayout } from './layout.ts';
import type { ExportEntry, ExportRecord } from './types.ts';

type SeriesRow = Omit<ExportRecord, keyof InstancePart | 'StudyID'> & { tags: string };
type InstancePart = Pick<
  ArchivedInstance,
  'SOPClassUID' | 'SOPInstanceUID' | 'TransferSyntaxUID' | 'InstanceNumber'
>;

const studyTagsSchema = z.looseObject({ StudyID: z.string().default('') });

const seriesQuery = `SELECT patient.PatientID, patient.PatientName, study.StudyInstanceUID, study.StudyDate, study.StudyTime,
    study.StudyDescription, study.AccessionNumber, study.tags, series.SeriesInstanceUID, series.Modality,
    series.SeriesNumber, series.SeriesDescription
  FROM series JOIN study ON study.key = series.study_key JOIN patient ON patient.key = study.patient_key
  WHERE series.key = ?`;

/**
 * The files of series (row keys), named by a layout: patient by patient and study by study where the keys come so.
 * What is deleted meanwhile is not there.
 */
export function* exportEntries(
  history: History,
  instances: { instancesOfSeries(seriesKey: number): ArchivedInstance[] },
  seriesKeys: Iterable<number>,
  layout: ExportLayout,
): Generator<ExportEntry> {
  const pathOf = createLayout(layout);
  for (const key of seriesKeys) {
    const row = history.get<SeriesRow>(seriesQuery, [key]);
    if (row === undefined) continue;
    const { tags, ...series } = row;
    const { StudyID } = studyTagsSchema.parse(JSON.parse(tags));
    const found = instances.instancesOfSeries(key);
    for (const { file, size, SOPClassUID, SOPInstanceUID, TransferSyntaxUID, InstanceNumber } of found) {
      const record = { ...series, StudyID, SOPClassUID, SOPInstanceUID, TransferSyntaxUID, InstanceNumber };
      yield { file, size, record, path: pathOf(record, found.length) };
    }
  }
}
