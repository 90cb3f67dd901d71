import { EngineError } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import type { InstanceUids } from '../dicom/index.ts';
import { instanceFileIn } from './layout.ts';
import type { ArchivedInstance } from './types.ts';

type SeriesRow = Omit<InstanceUids, 'SOPInstanceUID'>;
type InstanceRow = Omit<ArchivedInstance, 'id' | 'file'>;

/** Every instance that a history names, series by series. */
export function* archivedFiles(history: History, archiveFolder: string): Generator<ArchivedInstance[]> {
  for (let last = 0; ;) {
    const next = history.get<{ key: number }>(
      'SELECT key FROM series WHERE key > ? AND instance_count > 0 ORDER BY key LIMIT 1',
      [last],
    );
    if (next === undefined) return;
    last = next.key;
    yield instancesOfSeries(history, archiveFolder, last);
  }
}

/** Instances of a series (row key) by InstanceNumber; those without one last, in the order of their arrival. */
export function instancesOfSeries(
  history: History,
  archiveFolder: string,
  seriesKey: number,
): ArchivedInstance[] {
  const series = history.get<SeriesRow>(
    `SELECT PatientID, StudyInstanceUID, SeriesInstanceUID FROM series
       JOIN study ON study.key = series.study_key JOIN patient ON patient.key = study.patient_key
     WHERE series.key = ?`,
    [seriesKey],
  );
  if (series === undefined) return [];
  const rows = history.all<InstanceRow>(
    `SELECT SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, size FROM instance
     WHERE series_key = ? ORDER BY InstanceNumber IS NULL, InstanceNumber, key`,
    [seriesKey],
  );
  return rows.map((row) => {
    const ids = identifiersOf({ ...series, SOPInstanceUID: row.SOPInstanceUID });
    return { id: ids.instance, ...row, file: instanceFileIn(archiveFolder, ids.series, ids.instance) };
  });
}

/**
 * Absolute path of the file of one archived instance. What lies in quarantine has no row, and is not found.
 * @throws EngineError `not-found`
 */
export function locateInstance(history: History, archiveFolder: string, SOPInstanceUID: string): string {
  const row = history.get<InstanceUids>(
    `SELECT PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID FROM instance
       JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
       JOIN patient ON patient.key = study.patient_key
     WHERE SOPInstanceUID = ?`,
    [SOPInstanceUID],
  );
  if (row === undefined) {
    throw new EngineError('not-found', 'There is no such instance in the archive.', {
      advice: 'It may have been deleted; look at its study again.',
    });
  }
  const ids = identifiersOf(row);
  return instanceFileIn(archiveFolder, ids.series, ids.instance);
}
