import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { SourceInstance } from '../../planning/index.ts';
import { createTestArchive } from '../../planning/testing/index.ts';
import type { ArchivedSeries } from '../index.ts';

/** What an archive would know, for a process that has none; files relative to the folder. */
interface Walk {
  series: Record<string, SourceInstance[]>;
  batch: ArchivedSeries[];
}

/** Fills an application folder with the archive of two patients and leaves word of it for `readWalk`. */
export function writeWalk(folder: string): void {
  const application = openTestApplication(folder);
  const archive = createTestArchive(application.context);
  archive.add({ PatientID: 'P1', studies: [[2, 1]] });
  archive.add({ PatientID: 'P2', studies: [[1]] });
  const batch = application.context.history.all<ArchivedSeries>(
    `SELECT patient.key AS patientKey, patient.id AS patientId, study.id AS studyId, series.id AS seriesId,
       series.key AS seriesKey, series.instance_count AS newInstances
     FROM series JOIN study ON study.key = series.study_key JOIN patient ON patient.key = study.patient_key`,
  );
  application.close();
  const series = Object.fromEntries(
    [...archive.series].map(([key, instances]) => [
      key,
      instances.map((instance) => ({ ...instance, file: path.relative(folder, instance.file) })),
    ]),
  );
  const walk: Walk = { series, batch };
  writeFileSync(path.join(folder, 'walk.json'), JSON.stringify(walk));
}

export function readWalk(folder: string): Walk {
  return JSON.parse(readFileSync(path.join(folder, 'walk.json'), 'utf8')) as Walk;
}
