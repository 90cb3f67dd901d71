import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InputSeries } from '../../../contract/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import type { History } from '../database/index.ts';

const hashLength = 32;
const uidsSchema = z.object({ prefix: z.string(), rest: z.array(z.string()) });

/** A series of a run with those of its instances that are part of it. */
export interface RunSeries {
  /** Row key. */
  key: number;
  /** Orthanc-style identifiers of its instances; the archive may hold more. */
  instances: readonly string[];
}

interface InstanceRow {
  SOPInstanceUID: string;
  content_hash: Uint8Array;
}

/** Writes what a run has as input, from what the archive has recorded of it. Must be called inside `write`. */
export function recordRunInput(history: History, run: string, series: readonly RunSeries[]): void {
  series.forEach((one, position) => {
    const uids = history.get<{ PatientID: string; StudyInstanceUID: string; SeriesInstanceUID: string }>(
      `SELECT patient.PatientID, study.StudyInstanceUID, series.SeriesInstanceUID
       FROM series JOIN study ON study.key = series.study_key JOIN patient ON patient.key = study.patient_key
       WHERE series.key = ?`,
      [one.key],
    );
    if (uids === undefined) return;
    const archived = history.all<InstanceRow>(
      'SELECT SOPInstanceUID, content_hash FROM instance WHERE series_key = ? ORDER BY SOPInstanceUID',
      [one.key],
    );
    const wanted = new Set(one.instances);
    const rows =
      archived.length === wanted.size
        ? archived
        : archived.filter(({ SOPInstanceUID }) =>
            wanted.has(identifiersOf({ ...uids, SOPInstanceUID }).instance),
          );
    history.run(
      `INSERT INTO run_input (run_id, position, StudyInstanceUID, SeriesInstanceUID, uids, content_hashes)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        run,
        position,
        uids.StudyInstanceUID,
        uids.SeriesInstanceUID,
        JSON.stringify(shortened(rows.map((row) => row.SOPInstanceUID))),
        Buffer.concat(rows.map((row) => row.content_hash)),
      ],
    );
  });
}

/** What a run had as input, with a hash over all of it; empty and null where nothing was recorded. */
export function readRunInput(history: History, run: string): { hash: string | null; series: InputSeries[] } {
  const rows = history.all<{
    StudyInstanceUID: string;
    SeriesInstanceUID: string;
    uids: string;
    content_hashes: Uint8Array;
  }>(
    `SELECT StudyInstanceUID, SeriesInstanceUID, uids, content_hashes FROM run_input
     WHERE run_id = ? ORDER BY position`,
    [run],
  );
  const series = rows.map(({ uids, content_hashes, ...names }) => {
    const { prefix, rest } = uidsSchema.parse(JSON.parse(uids));
    const hashes = Buffer.from(content_hashes).toString('hex');
    const instances = rest.map((end, index) => ({
      SOPInstanceUID: prefix + end,
      contentHash: hashes.slice(index * hashLength * 2, (index + 1) * hashLength * 2),
    }));
    return { ...names, instances };
  });
  return { hash: series.length === 0 ? null : hashOf(series), series };
}

/** The same whatever the order in which the archive first saw series and instances. */
function hashOf(series: readonly InputSeries[]): string {
  const lines = series.flatMap((one) =>
    one.instances.map((instance) => `${instance.SOPInstanceUID} ${instance.contentHash}\n`),
  );
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

/** UIDs of a series mostly differ in their last digits. */
function shortened(uids: readonly string[]): z.infer<typeof uidsSchema> {
  const [first = '', last = ''] = [uids[0], uids.at(-1)];
  let length = 0;
  while (length < first.length && first[length] === last[length]) length += 1;
  return { prefix: first.slice(0, length), rest: uids.map((uid) => uid.slice(length)) };
}
