import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { inputFolder } from '../dispatch/index.ts';
import { readRunInput } from '../provenance/index.ts';
import type { ArchivedInstance } from '../archive/index.ts';

/** UIDs that are named of many. */
const named = 5;

/** What is still to be had of the input of a run, of the archive or of the run's own folder. */
export interface ArchivedInput {
  /** `target` is relative to a data folder, with `/`. */
  files: { file: string; target: string }[];
  /** What is not there any more, or has other content, in words. */
  missing: string[];
}

/** Where instances are found. */
export interface Instances {
  instancesOfSeries(seriesKey: number): readonly ArchivedInstance[];
}

/** Looks up the input of a run in the archive, instance by instance, by UID and content hash. */
export function findRunInput(context: ApplicationContext, instances: Instances, run: string): ArchivedInput {
  const { history } = context;
  const { series } = readRunInput(history, run);
  const files: ArchivedInput['files'] = [];
  const gone: string[] = [];
  const changed: string[] = [];
  for (const one of series) {
    const row = history.get<{ key: number; id: string; patientId: string }>(
      `SELECT series.key, series.id, patient.id AS patientId
       FROM run JOIN patient ON patient.key = run.patient_key
         JOIN study ON study.patient_key = patient.key AND study.StudyInstanceUID = :study
         JOIN series ON series.study_key = study.key AND series.SeriesInstanceUID = :series
       WHERE run.id = :run`,
      { run, study: one.StudyInstanceUID, series: one.SeriesInstanceUID },
    );
    const hashes = hashesOf(context, row?.key ?? null);
    const found = new Map(
      (row === undefined ? [] : instances.instancesOfSeries(row.key)).map((each) => [
        each.SOPInstanceUID,
        each,
      ]),
    );
    for (const { SOPInstanceUID, contentHash } of one.instances) {
      const instance = found.get(SOPInstanceUID);
      if (row === undefined || instance === undefined) gone.push(SOPInstanceUID);
      else if (hashes.get(SOPInstanceUID) !== contentHash) changed.push(SOPInstanceUID);
      else {
        const target = `${inputFolder(row.patientId)}/${row.id}/${instance.id}.dcm`;
        files.push({ file: instance.file, target });
      }
    }
  }
  return {
    files,
    missing: [
      ...(series.length === 0 ? ['What the run had as input was not recorded.'] : []),
      ...inWords(gone, 'not in the archive any more'),
      ...inWords(changed, 'in the archive with other content than then'),
    ],
  };
}

function hashesOf(context: ApplicationContext, seriesKey: number | null): Map<string, string> {
  const rows = context.history.all<{ uid: string; hash: string }>(
    'SELECT SOPInstanceUID AS uid, lower(hex(content_hash)) AS hash FROM instance WHERE series_key = ?',
    [seriesKey],
  );
  return new Map(rows.map(({ uid, hash }) => [uid, hash]));
}

function inWords(uids: readonly string[], what: string): string[] {
  if (uids.length === 0) return [];
  const more = uids.length > named ? ` and ${uids.length - named} more` : '';
  const verb = uids.length === 1 ? 'instance of the input is' : 'instances of the input are';
  return [`${uids.length} ${verb} ${what}: ${uids.slice(0, named).join(', ')}${more}.`];
}

/** Copies what was found into a data folder. @throws EngineError `disk-failed` */
export async function copyArchived(
  { files }: ArchivedInput,
  dataFolder: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    const made = new Set<string>();
    for (const { file, target } of files) {
      signal.throwIfAborted();
      const destination = path.join(dataFolder, ...target.split('/'));
      const folder = path.dirname(destination);
      if (!made.has(folder)) await mkdir(folder, { recursive: true });
      made.add(folder);
      await copyFile(file, destination, constants.COPYFILE_FICLONE);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new EngineError('disk-failed', 'The input could not be copied.', { cause });
  }
}
