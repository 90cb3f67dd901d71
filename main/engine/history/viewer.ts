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

const countUnnumbered =
  'SELECT count(*) AS unnumbered FROM instance WHERE series_key = ? AND InstanceNumber IS NULL';
const nthNumbered = `SELECT key FROM instance WHERE series_key = ? AND InstanceNumber IS NOT NULL
  ORDER BY InstanceNumber, key LIMIT 1 OFFSET ?`;
const nthUnnumbered =
  'SELECT key FROM instance WHERE series_key = ? AND InstanceNumber IS NULL ORDER BY key LIMIT 1 OFFSET ?';

/** The instance in the middle of a series; null where it is empty, or not there any more. */
export function middleInstance(history: History, id: string): ViewedInstance | null {
  const series = history.get<{ key: number; count: number }>(
    'SELECT key, instance_count AS count FROM series WHERE id = ?',
    [id],
  );
  if (series === undefined) return null;
  // The index has those without a number first, lists have them last; only keys of it are walked over.
  const { unnumbered } = history.get<{ unnumbered: number }>(countUnnumbered, [series.key]) ?? {
    unnumbered: 0,
  };
  const [position, numbered] = [Math.floor(series.count / 2), series.count - unnumbered];
  const middle =
    position < numbered
      ? history.get<{ key: number }>(nthNumbered, [series.key, position])
      : history.get<{ key: number }>(nthUnnumbered, [series.key, position - numbered]);
  if (middle === undefined) return null;
  return history.get<ViewedInstance>(`SELECT ${columns} FROM instance WHERE key = ?`, [middle.key]) ?? null;
}

type Overlays = RouteOutput<'viewer.overlays'>;

/** @throws EngineError `not-found` */
export function overlaysOfStudy(history: History, id: string): Overlays {
  const study = history.get<{ key: number }>('SELECT key FROM study WHERE id = ?', [id]);
  if (study === undefined) throw new EngineError('not-found', 'There is no such study in the archive.');
  return {
    // Oldest first, and the newest where there are more than can be told.
    segmentations: history
      .all<Overlays['segmentations'][number]>(
        `SELECT ${columns}, series.id AS series, SeriesDescription
         FROM series CROSS JOIN instance ON instance.series_key = series.key
         WHERE series.study_key = ? AND SOPClassUID IN (?, ?) ORDER BY instance.key DESC LIMIT ?`,
        [study.key, ...segmentationClasses, mostOverlays],
      )
      .toReversed(),
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
