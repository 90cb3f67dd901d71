import type { History } from '../database/index.ts';
import { identifiersOf, packGeometry } from '../dicom/index.ts';
import type { Identifiers, InstanceHeader, InstanceUids } from '../dicom/index.ts';
import type { ArchivedSeries } from '../completeness/index.ts';
import { upsertPatient, upsertStudy } from './owners.ts';
import { indexSeries, indexStudy } from './searchIndex.ts';
import { isSameStamp } from './stage.ts';
import type { ArchivedFile, KnownInstance, StagedInstance, StampedFile } from './types.ts';

interface KnownRow {
  SOPInstanceUID: string;
  path: string | null;
  contentHash: Uint8Array;
  TransferSyntaxUID: string;
  taskId: string | null;
  size: number | null;
  modifiedAt: number | null;
  changedAt: number | null;
}

const knownColumns = `SOPInstanceUID, content_hash AS contentHash, TransferSyntaxUID, task_id AS taskId,
  source_path AS path, source_size AS size, source_modified_at AS modifiedAt, source_changed_at AS changedAt`;

/** Those of the SOP Instance UIDs that have a row. */
export function findKnown(history: History, uids: readonly string[]): Map<string, KnownInstance> {
  const [only, ...others] = uids;
  if (only !== undefined && others.length === 0) {
    const row = history.get<KnownRow>(`SELECT ${knownColumns} FROM instance WHERE SOPInstanceUID = ?`, [
      only,
    ]);
    return new Map(row === undefined ? [] : [[only, knownOf(row)]]);
  }
  const rows = history.all<KnownRow>(
    `SELECT ${knownColumns} FROM json_each(?) AS wanted
     JOIN instance ON instance.SOPInstanceUID = wanted.value`,
    [JSON.stringify(uids)],
  );
  return new Map(rows.map((row) => [row.SOPInstanceUID, knownOf(row)]));
}

/** Instances that were taken from files of these paths; each row is found by the index of paths. */
export const takenFrom = `SELECT ${knownColumns} FROM json_each(?) AS wanted
  JOIN instance ON instance.source_path = wanted.value`;

/** Those of the files that an instance was taken from, and that have not changed since: by path. */
export function findTakenFrom(history: History, files: readonly StampedFile[]): Map<string, KnownInstance> {
  const stamps = new Map(files.map(({ path, stamp }) => [path, stamp]));
  const known = new Map<string, KnownInstance>();
  for (const row of history.all<KnownRow>(takenFrom, [JSON.stringify([...stamps.keys()])])) {
    const one = knownOf(row);
    const { path, stamp } = one.source;
    const now = path === null ? undefined : stamps.get(path);
    if (path !== null && now !== undefined && stamp !== null && isSameStamp(stamp, now)) known.set(path, one);
  }
  return known;
}

function knownOf(row: KnownRow): KnownInstance {
  const { contentHash, TransferSyntaxUID, taskId, path, size, modifiedAt, changedAt } = row;
  const stamped = size !== null && modifiedAt !== null && changedAt !== null;
  const stamp = stamped ? { size, modifiedAt, changedAt } : null;
  return { contentHash, TransferSyntaxUID, source: { taskId, path, stamp } };
}

/** Orthanc-style identifier of the archived instance with that SOP Instance UID. */
export function archivedIdOf(history: History, uid: string): string | undefined {
  const row = history.get<InstanceUids>(
    `SELECT PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID FROM instance
       JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
       JOIN patient ON patient.key = study.patient_key
     WHERE SOPInstanceUID = ?`,
    [uid],
  );
  return row === undefined ? undefined : identifiersOf(row).instance;
}

/** Instances with larger row keys than that. */
export function instancesAfter(
  history: History,
  key: number,
): (InstanceUids & { size: number; contentHash: Uint8Array })[] {
  return history.all(
    `SELECT PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, size, content_hash AS contentHash
     FROM instance JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
       JOIN patient ON patient.key = study.patient_key
     WHERE instance.key > ?`,
    [key],
  );
}

/** The archived instance with that SOP Instance UID. */
export function findArchived(history: History, uid: string): Omit<ArchivedFile, 'file'> | undefined {
  return history.get(
    `SELECT PatientID, PatientName, StudyDate, StudyInstanceUID, SeriesInstanceUID, Modality, SOPInstanceUID,
       SOPClassUID, TransferSyntaxUID, source_path AS path
     FROM instance JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
       JOIN patient ON patient.key = study.patient_key
     WHERE SOPInstanceUID = ?`,
    [uid],
  );
}

/** An archived instance as its rows have it. */
export interface StoredInstance extends InstanceUids {
  seriesKey: number;
  size: number;
}

/** Those of the SOP Instance UIDs that are archived. */
export function findStored(history: History, uids: readonly string[]): StoredInstance[] {
  return history.all(
    `SELECT PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID, size, series_key AS seriesKey
     FROM json_each(?) AS wanted CROSS JOIN instance ON instance.SOPInstanceUID = wanted.value
       JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
       JOIN patient ON patient.key = study.patient_key`,
    [JSON.stringify(uids)],
  );
}

/**
 * Removes rows of instances and what they add to the counts of their series and studies. Inside a transaction.
 * @returns row keys of the series that have none any more
 */
export function deleteInstances(history: History, stored: readonly StoredInstance[]): number[] {
  const bySeries = new Map<number, { count: number; bytes: number }>();
  for (const { SOPInstanceUID, seriesKey, size } of stored) {
    history.run('DELETE FROM instance WHERE SOPInstanceUID = ?', [SOPInstanceUID]);
    const sum = bySeries.get(seriesKey) ?? { count: 0, bytes: 0 };
    bySeries.set(seriesKey, { count: sum.count + 1, bytes: sum.bytes + size });
  }
  const emptied: number[] = [];
  for (const [seriesKey, { count, bytes }] of bySeries) {
    const series = history.get<{ studyKey: number; left: number }>(
      `UPDATE series SET instance_count = instance_count - :count, bytes = bytes - :bytes WHERE key = :seriesKey
       RETURNING study_key AS studyKey, instance_count AS left`,
      { seriesKey, count, bytes },
    );
    if (series === undefined) continue;
    history.run(
      `UPDATE study SET series_count = series_count - :series, instance_count = instance_count - :count,
         bytes = bytes - :bytes WHERE key = :studyKey`,
      { studyKey: series.studyKey, series: series.left === 0 ? 1 : 0, count, bytes },
    );
    if (series.left > 0) continue;
    emptied.push(seriesKey);
    updateModalities(history, series.studyKey);
    indexSeries(history, series.studyKey);
  }
  return emptied;
}

/** An instance whose file has its final name. */
export interface PlacedInstance {
  staged: StagedInstance;
  ids: Identifiers;
  /** Absent for imports. */
  sender?: string | undefined;
}

/**
 * Writes the rows of new instances with their series, studies and patients. Inside a transaction.
 * @returns what it added, by series
 */
export function insertRows(
  history: History,
  placed: readonly PlacedInstance[],
  at: number,
): ArchivedSeries[] {
  const bySeries = new Map<string, PlacedInstance[]>();
  for (const instance of placed) {
    const others = bySeries.get(instance.ids.series);
    if (others === undefined) bySeries.set(instance.ids.series, [instance]);
    else others.push(instance);
  }
  return [...bySeries.values()].map((instances) => insertSeries(history, instances, at));
}

function insertSeries(history: History, instances: readonly PlacedInstance[], at: number): ArchivedSeries {
  const [first] = instances;
  if (first === undefined) throw new Error('A series without instances was to be stored');
  const { ids } = first;
  const { header } = first.staged;
  const bytes = instances.reduce((sum, { staged }) => sum + staged.size, 0);

  const patientKey = upsertPatient(history, ids.patient, header);
  const studyKey = upsertStudy(history, ids.study, patientKey, header, at);
  const known = history.get<{ key: number; instances: number }>(
    'SELECT key, instance_count AS instances FROM series WHERE id = ?',
    [ids.series],
  );
  // An empty one lost its instances; it counts again.
  const isFirst = known === undefined || known.instances === 0;
  const seriesKey = known?.key ?? insertSeriesRow(history, ids.series, studyKey, header);
  history.run('UPDATE series SET instance_count = instance_count + ?, bytes = bytes + ? WHERE key = ?', [
    instances.length,
    bytes,
    seriesKey,
  ]);
  history.run(
    `UPDATE study SET series_count = series_count + ?, instance_count = instance_count + ?, bytes = bytes + ?,
       last_instance_at = ? WHERE key = ?`,
    [isFirst ? 1 : 0, instances.length, bytes, at, studyKey],
  );
  if (isFirst) {
    updateModalities(history, studyKey);
    indexStudy(history, studyKey, header);
  }
  for (const { staged } of instances) insertInstance(history, seriesKey, staged, at);
  return {
    patientKey,
    patientId: ids.patient,
    studyId: ids.study,
    seriesId: ids.series,
    seriesKey,
    newInstances: instances.length,
    senders: sendersOf(instances),
  };
}

function sendersOf(instances: readonly PlacedInstance[]): string[] {
  return [...new Set(instances.flatMap(({ sender }) => sender ?? []))];
}

function insertSeriesRow(history: History, id: string, studyKey: number, header: InstanceHeader): number {
  return history.run(
    `INSERT INTO series (id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription, BodyPartExamined,
       tags)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      studyKey,
      header.SeriesInstanceUID,
      header.Modality,
      header.SeriesNumber,
      header.SeriesDescription,
      header.BodyPartExamined,
      JSON.stringify(header.seriesTags),
    ],
  ).lastInsertRowid;
}

function updateModalities(history: History, studyKey: number): void {
  const rows = history.all<{ Modality: string }>(
    "SELECT DISTINCT Modality FROM series WHERE study_key = ? AND instance_count > 0 AND Modality <> '' ORDER BY Modality",
    [studyKey],
  );
  const joined = rows.map((row) => row.Modality).join('\\');
  history.run('UPDATE study SET modalities = ? WHERE key = ?', [joined, studyKey]);
}

/** Largest keys of instances, those that were removed or rolled back included: a key stands for one instance only. */
const lastKeys = new WeakMap<History, number>();

/** The largest key that an instance of this history has ever had; those to come are larger. */
export function lastKeyOf(history: History): number {
  const known = lastKeys.get(history);
  if (known !== undefined) return known;
  const last =
    history.get<{ key: number }>("SELECT seq AS key FROM sqlite_sequence WHERE name = 'instance'")?.key ?? 0;
  lastKeys.set(history, last);
  return last;
}

function nextKey(history: History): number {
  const key = lastKeyOf(history) + 1;
  lastKeys.set(history, key);
  return key;
}

function insertInstance(history: History, seriesKey: number, staged: StagedInstance, at: number): void {
  const { header, source } = staged;
  history.run(
    `INSERT INTO instance (key, series_key, SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, geometry,
       time_point, frames, size, content_hash, received_at, task_id, source_path, source_size, source_modified_at,
       source_changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      nextKey(history),
      seriesKey,
      header.SOPInstanceUID,
      header.SOPClassUID,
      header.TransferSyntaxUID,
      header.InstanceNumber,
      header.geometry === null ? null : packGeometry(header.geometry),
      header.timePoint,
      header.frames,
      staged.size,
      staged.contentHash,
      at,
      source.taskId,
      source.path,
      source.stamp?.size ?? null,
      source.stamp?.modifiedAt ?? null,
      source.stamp?.changedAt ?? null,
    ],
  );
}
