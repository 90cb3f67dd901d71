import { EngineError, mostViewed } from '../../../contract/index.ts';
import type {
  OverlayResult,
  RouteOutput,
  SeriesSummary,
  StackedInstance,
  ViewedInstance,
} from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { unpackGeometry } from '../dicom/index.ts';

const columns = 'SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, size';
/** Instances without a number come last, as in `Archive.instancesOfSeries`. */
const order = 'ORDER BY InstanceNumber IS NULL, InstanceNumber, key';
/** Most overlays of each kind that are told of. */
const mostOverlays = 200;
/** Segmentation Storage and Label Map Segmentation Storage (PS3.4 B.5). */
const segmentationClasses = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.66.7'];

/** @throws EngineError `not-found` */
export function seriesForViewer(history: History, id: string): RouteOutput<'viewer.series'> {
  const row = history.get<SeriesSummary & { key: number; study: string }>(
    `SELECT series.key, study.id AS study, series.id, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
       BodyPartExamined, series.instance_count AS instanceCount, series.bytes
     FROM series JOIN study ON study.key = series.study_key WHERE series.id = ?`,
    [id],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such series in the archive.');
  const { key, ...series } = row;
  const rows = history.all<Omit<StackedInstance, 'geometry'> & { geometry: Uint8Array | null }>(
    `SELECT ${columns}, geometry, time_point AS timePoint, frames FROM instance WHERE series_key = ? ${order} LIMIT ?`,
    [key, mostViewed + 1],
  );
  const instances = rows.slice(0, mostViewed).map((one) => ({
    ...one,
    geometry: one.geometry === null ? null : unpackGeometry(one.geometry),
  }));
  return { ...series, instances, isCut: rows.length > mostViewed };
}

/** The instance in the middle of a series; null where it is empty, or not there any more. */
export function middleInstance(history: History, id: string): ViewedInstance | null {
  const series = history.get<{ key: number; count: number }>(
    'SELECT key, instance_count AS count FROM series WHERE id = ?',
    [id],
  );
  if (series === undefined) return null;
  // The index has them in this order, so that only keys are walked over.
  const middle = history.get<{ key: number }>(
    'SELECT key FROM instance WHERE series_key = ? ORDER BY InstanceNumber LIMIT 1 OFFSET ?',
    [series.key, Math.floor(series.count / 2)],
  );
  if (middle === undefined) return null;
  return history.get<ViewedInstance>(`SELECT ${columns} FROM instance WHERE key = ?`, [middle.key]) ?? null;
}

/** @throws EngineError `not-found` */
export function overlaysOfStudy(history: History, id: string): RouteOutput<'viewer.overlays'> {
  const study = history.get<{ key: number }>('SELECT key FROM study WHERE id = ?', [id]);
  if (study === undefined) throw new EngineError('not-found', 'There is no such study in the archive.');
  return {
    segmentations: history.all(
      `SELECT ${columns}, series.id AS series, SeriesDescription
       FROM series CROSS JOIN instance ON instance.series_key = series.key
       WHERE series.study_key = ? AND SOPClassUID IN (?, ?) ORDER BY instance.key LIMIT ?`,
      [study.key, ...segmentationClasses, mostOverlays],
    ),
    results: history.all<OverlayResult>(
      `SELECT run.id AS run, run.number AS runNumber, job_run.id AS jobRun, job_run.job_name AS jobName,
         result_file.path, result_file.size
       FROM run_study CROSS JOIN run ON run.id = run_study.run_id
         CROSS JOIN job_run ON job_run.run_id = run.id
         CROSS JOIN result_file ON result_file.job_run_key = job_run.key
       WHERE run_study.study_key = ? AND job_run.state = 'succeeded'
         AND (lower(result_file.path) LIKE '%.nii' OR lower(result_file.path) LIKE '%.nii.gz')
       ORDER BY run.number DESC, job_run.position, result_file.path LIMIT ?`,
      [study.key, mostOverlays],
    ),
  };
}
