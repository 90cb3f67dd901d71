import { EngineError } from '../../../contract/index.ts';
import type { FilterOptions, FilterReport } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { storedId } from '../history/index.ts';
import { checkFilters } from './filters/index.ts';
import type { Filters } from './filters/index.ts';
import type { SeriesEntry } from './entity.ts';
import type { InstanceSource } from './types.ts';

const seriesOf = `SELECT series.key, series.id, series.study_key AS studyKey, series.Modality, series.SeriesNumber,
    series.SeriesDescription
  FROM patient JOIN study ON study.patient_key = patient.key JOIN series ON series.study_key = study.key`;

/**
 * What rules would keep out of everything that the archive holds of a patient or study.
 * @throws EngineError `not-found`, `validation-failed`
 */
export async function previewFilters(
  archive: { history: History; filters: Filters; instances: InstanceSource },
  { level, key }: { level: 'patient' | 'study'; key: string },
  rules: FilterOptions,
  signal: AbortSignal,
): Promise<FilterReport> {
  await checkFilters(rules);
  const series = archive.history.all<SeriesEntry>(
    `${seriesOf} WHERE ${level === 'patient' ? 'patient.id' : 'study.id'} = ? ORDER BY study.key, series.key`,
    [storedId(archive.history, level, key)],
  );
  if (series.length === 0) {
    throw new EngineError('not-found', `The archive holds no series of this ${level}.`);
  }
  const found = series.map((entry) => ({
    ...entry,
    instances: archive.instances.instancesOfSeries(entry.key),
  }));
  return (await archive.filters.apply(found, rules, signal)).report;
}
