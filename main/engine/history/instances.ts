import { EngineError } from '../../../contract/index.ts';
import type {
  InstanceDetail,
  InstanceSummary,
  Page,
  RouteOutput,
  SeriesSummary,
} from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { parseCursor, writeCursor } from './page.ts';
import { storedId } from './storedId.ts';

const instanceColumns =
  'SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, size, received_at AS receivedAt';
const seriesColumns = `series.id, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription, BodyPartExamined,
  series.instance_count AS instanceCount, series.bytes`;
const ownerColumns = `study.id AS study, patient.id AS patient, PatientID, PatientName, StudyDate, StudyDescription`;
const owners = 'JOIN study ON study.key = series.study_key JOIN patient ON patient.key = study.patient_key';

type Owner = Pick<
  InstanceDetail,
  'study' | 'patient' | 'PatientID' | 'PatientName' | 'StudyDate' | 'StudyDescription'
>;
type InstanceRow = InstanceSummary & { key: number };

/** A series by its identifier or UID. @throws EngineError `not-found`; `validation-failed` where several have the UID */
export function getSeries(history: History, name: string): RouteOutput<'series.get'> {
  const id = storedId(history, 'series', name);
  const row = history.get<SeriesSummary & Owner>(
    `SELECT ${seriesColumns}, ${ownerColumns} FROM series ${owners} WHERE series.id = ?`,
    [id],
  );
  if (row === undefined) throw new EngineError('not-found', 'There is no such series in the archive.');
  return row;
}

/**
 * Instances of a series by InstanceNumber, those without one last: read in the order of an index, first the numbered
 * ones, then the others. @throws EngineError `not-found`, `validation-failed`
 */
export function listInstances(
  history: History,
  request: { series: string; limit: number; cursor?: string | undefined; search?: string | undefined },
): Page<InstanceSummary> {
  const series = history.get<{ key: number; total: number }>(
    'SELECT key, instance_count AS total FROM series WHERE id = ?',
    [storedId(history, 'series', request.series)],
  );
  if (series === undefined) throw new EngineError('not-found', 'There is no such series in the archive.');
  const after = request.cursor === undefined ? null : parseCursor(request.cursor, 2);
  const wanted = request.limit + 1;
  const { search } = request;
  const found = { series: series.key, search: search ?? null };
  const rows = after?.[0] === '' ? [] : numbered(history, found, after, wanted);
  if (rows.length < wanted) {
    rows.push(
      ...history.all<InstanceRow>(
        `SELECT key, ${instanceColumns} FROM instance
         WHERE series_key = :series AND InstanceNumber IS NULL AND key > :after AND ${isFound} ORDER BY key LIMIT :limit`,
        { ...found, after: after?.[0] === '' ? (after[1] ?? 0) : 0, limit: wanted - rows.length },
      ),
    );
  }
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ key: _key, ...row }) => row),
    nextCursor:
      rows.length > request.limit && last !== undefined
        ? writeCursor([last.InstanceNumber ?? '', last.key])
        : null,
    total: search === undefined ? series.total : countFound(history, found),
  };
}

/** What instances of a series are looked for by; null: all of them. What is searched has no wildcards of LIKE in it. */
type SearchedSeries = { series: number; search: string | null };
const isFound = `(:search IS NULL OR CAST(InstanceNumber AS TEXT) LIKE :search || '%'
  OR SOPInstanceUID LIKE '%' || :search || '%')`;

function countFound(history: History, found: SearchedSeries): number {
  const sql = `SELECT count(*) AS count FROM instance WHERE series_key = :series AND ${isFound}`;
  return history.get<{ count: number }>(sql, found)?.count ?? 0;
}

function numbered(
  history: History,
  found: SearchedSeries,
  after: (string | number)[] | null,
  limit: number,
): InstanceRow[] {
  return history.all<InstanceRow>(
    `SELECT key, ${instanceColumns} FROM instance
     WHERE series_key = :series AND (InstanceNumber, key) > (:number, :key) AND ${isFound}
     ORDER BY InstanceNumber, key LIMIT :limit`,
    { ...found, number: after?.[0] ?? Number.MIN_SAFE_INTEGER, key: after?.[1] ?? 0, limit },
  );
}

/** One instance with where it belongs, and its neighbours. @throws EngineError `not-found` */
export function getInstance(history: History, uid: string): InstanceDetail {
  const row = history.get<InstanceRow & { seriesKey: number }>(
    `SELECT key, series_key AS seriesKey, ${instanceColumns} FROM instance WHERE SOPInstanceUID = ?`,
    [uid],
  );
  if (row === undefined) {
    throw new EngineError('not-found', 'There is no such instance in the archive.', {
      advice: 'Name it by its SOPInstanceUID, as lists of instances show it. It may have been deleted.',
    });
  }
  const { key, seriesKey, ...instance } = row;
  const found = history.get<SeriesSummary & Owner>(
    `SELECT ${seriesColumns}, ${ownerColumns} FROM series ${owners} WHERE series.key = ?`,
    [seriesKey],
  );
  if (found === undefined) throw new EngineError('not-found', 'There is no such series in the archive.');
  const { study, patient, PatientID, PatientName, StudyDate, StudyDescription, ...series } = found;
  return {
    ...instance,
    study,
    patient,
    PatientID,
    PatientName,
    StudyDate,
    StudyDescription,
    series,
    previous: neighbour(history, { seriesKey, number: row.InstanceNumber, key }, 'before'),
    next: neighbour(history, { seriesKey, number: row.InstanceNumber, key }, 'after'),
  };
}

/** The instance before or after another one in the order of `listInstances`. */
function neighbour(
  history: History,
  { seriesKey, number, key }: { seriesKey: number; number: number | null; key: number },
  side: 'before' | 'after',
): string | null {
  const [than, order] = side === 'after' ? ['>', 'ASC'] : ['<', 'DESC'];
  const first = (where: string, by: string, values: (number | null)[]) =>
    history.get<{ uid: string }>(
      `SELECT SOPInstanceUID AS uid FROM instance WHERE series_key = ? AND ${where} ORDER BY ${by} LIMIT 1`,
      [seriesKey, ...values],
    )?.uid ?? null;
  const inOrder = `InstanceNumber ${order}, key ${order}`;
  if (number !== null) {
    const near = first(`(InstanceNumber, key) ${than} (?, ?)`, inOrder, [number, key]);
    return near ?? (side === 'after' ? first('InstanceNumber IS NULL', 'key', []) : null);
  }
  const near = first(`InstanceNumber IS NULL AND key ${than} ?`, `key ${order}`, [key]);
  return near ?? (side === 'before' ? first('InstanceNumber IS NOT NULL', inOrder, []) : null);
}
