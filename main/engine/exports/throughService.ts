import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { readHeader } from '../dicom/index.ts';
import type { InstanceHeader } from '../dicom/index.ts';
import { chosenParameters, overChosen } from '../history/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { readKnownPatient } from './knownPatient.ts';
import type { KnownPatient } from './knownPatient.ts';
import { createLayout } from './layout.ts';
import type { ExportEntry, ExportRooms, ExportSink, ExportTask } from './types.ts';

interface StudyRow {
  key: number;
  id: string;
  StudyInstanceUID: string;
  /** Row keys of its series that were chosen, as JSON. */
  series: string;
}

const studies =
  overChosen(`SELECT study.key, study.id, study.StudyInstanceUID, json_group_array(series.key) AS series
  FROM chosen CROSS JOIN series ON series.key = chosen.key AND series.instance_count > 0
    CROSS JOIN study ON study.key = series.study_key
  GROUP BY study.key ORDER BY study.key`);
const seriesKeys = z.array(z.number());

/**
 * Has a service anonymise what was chosen of each study, in one run, and exports the DICOM files that its jobs wrote or changed. One that still has
 * the name or an identifier of the patient, however an original spells them, or is as it was, is left out and counted
 * as failed.
 */
export async function exportThroughService(
  { history }: ApplicationContext,
  { anonymizers, instances }: ExportRooms,
  work: TaskWork<ExportTask>,
  sink: ExportSink,
  failed: (count: number) => void,
): Promise<void> {
  const { id, request, signal } = work;
  const service = request.service ?? '';
  const pathOf = createLayout(request.layout);
  let written = 0;
  for (const study of history.all<StudyRow>(studies, chosenParameters(request.chosen))) {
    signal.throwIfAborted();
    const series = seriesKeys.parse(JSON.parse(study.series));
    const originals = hashesOf(history, series);
    const patient = await readKnownPatient(filesOf(history, instances, study.key), signal);
    const onWaiting = (why: string | null) => work.waits(why);
    await anonymizers.run({ id, service, study: study.id, series, signal, onWaiting }, async (dataFolder) => {
      const found = await madeIn(dataFolder, originals, signal);
      let left = 0;
      for (const { file, size, header, hasOriginal } of found) {
        const problem = hasOriginal ? 'It is as it was before.' : tellsWho(patient, header);
        if (problem !== null) {
          left += 1;
          work.note(header.SOPInstanceUID, problem);
          continue;
        }
        const record = recordOf(header);
        const entry: ExportEntry = { file, size, record, path: pathOf(record, found.length) };
        await sink.add(entry, () => undefined);
        written += 1;
      }
      if (found.length < originals.size) {
        const gone = originals.size - found.length;
        left += gone;
        const what = `${gone} of its ${originals.size} images were kept from the service by filters, or it removed them.`;
        work.note(study.StudyInstanceUID, what);
      }
      if (left > 0) failed(left);
      // The folder goes when this is over.
      await sink.settle();
    });
  }
  if (written === 0) {
    throw new EngineError(
      'not-found',
      `The service "${service}" left no anonymised DICOM files, so that nothing is exported.`,
      { advice: 'Look at what it does with a scratch run on one of these studies.' },
    );
  }
}

/** Hashes of the data sets of series. */
function hashesOf(history: History, series: readonly number[]): Set<string> {
  const rows = history.all<{ hash: string }>(
    `SELECT lower(hex(content_hash)) AS hash FROM json_each(?) AS wanted
     CROSS JOIN instance ON instance.series_key = wanted.value`,
    [JSON.stringify(series)],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Files of a study, absolute. */
function* filesOf(
  history: History,
  instances: ExportRooms['instances'],
  studyKey: number,
): Generator<string> {
  const series = history.all<{ key: number }>('SELECT key FROM series WHERE study_key = ? ORDER BY key', [
    studyKey,
  ]);
  for (const { key } of series) for (const { file } of instances.instancesOfSeries(key)) yield file;
}

/** What an export through a service must not hold: the patient of the original. */
function tellsWho(patient: KnownPatient, header: InstanceHeader): string | null {
  const by = patient.toldBy(header);
  return by.length === 0 ? null : `Its ${by.join(' and ')} still tells who the patient of the original is.`;
}

interface Made {
  file: string;
  size: number;
  header: InstanceHeader;
  /** Its data set is that of one of the input. */
  hasOriginal: boolean;
}

/** DICOM files below a folder, in the order of their paths; links are not followed. */
async function madeIn(folder: string, originals: ReadonlySet<string>, signal: AbortSignal): Promise<Made[]> {
  const made: Made[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    signal.throwIfAborted();
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const reading = await readHeader(handle.fd, size);
      if (reading.kind !== 'instance') continue;
      const hash = createHash('sha256');
      for await (const block of createReadStream(file, { start: reading.form.dataSetAt })) {
        hash.update(block as Buffer);
      }
      made.push({ file, size, header: reading.header, hasOriginal: originals.has(hash.digest('hex')) });
    } finally {
      await handle.close();
    }
  }
  return made;
}

function recordOf(header: InstanceHeader): ExportEntry['record'] {
  return { ...header, StudyID: header.studyTags['StudyID'] ?? '' };
}
