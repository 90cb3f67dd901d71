import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { identifiersOf } from '../../dicom/index.ts';
import type { InstanceSource, SourceInstance } from '../types.ts';

/** A patient to put into the archive of a test: instances per series, series per study. */
interface TestPatient {
  PatientID: string;
  /** Per study its series, each with its number of instances. */
  studies: number[][];
}

/** Patients whose files are JSON texts in place of DICOM, with the rows of the index that planning reads. */
export interface TestArchive extends InstanceSource {
  /** @returns the identifier of the patient */
  add(patient: TestPatient): string;
  /** Series by row key with their instances. */
  readonly series: ReadonlyMap<number, SourceInstance[]>;
  /** Adds a complete arrival of everything that a patient has. */
  arrive(patientId: string): string;
  readTags(this: void, file: string): Promise<JsonObject>;
}

export function createTestArchive(context: ApplicationContext): TestArchive {
  const series = new Map<number, SourceInstance[]>();

  function addSeries(
    study: { key: number; PatientID: string; StudyInstanceUID: string },
    number: number,
    count: number,
  ) {
    const uids = { ...study, SeriesInstanceUID: `${study.StudyInstanceUID}.${number}` };
    const ids = identifiersOf({ ...uids, SOPInstanceUID: '' });
    const { lastInsertRowid } = context.history.run(
      `INSERT INTO series (id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
         BodyPartExamined, instance_count) VALUES (?, ?, ?, 'CT', ?, '', '', ?)`,
      [ids.series, study.key, uids.SeriesInstanceUID, String(number), count],
    );
    const instances = Array.from({ length: count }, (_, index) => {
      const SOPInstanceUID = `${uids.SeriesInstanceUID}.${index + 1}`;
      const { instance } = identifiersOf({ ...uids, SOPInstanceUID });
      const file = path.join(context.folders.archive, `${instance}.dcm`);
      const text = JSON.stringify({
        PatientID: study.PatientID,
        SeriesInstanceUID: uids.SeriesInstanceUID,
        InstanceNumber: String(index + 1),
        ImageType: 'ORIGINAL\\PRIMARY',
        Manufacturer: 'None',
      });
      writeFileSync(file, text, { mode: 0o444 });
      return { id: instance, file, size: Buffer.byteLength(text) };
    });
    series.set(lastInsertRowid, instances);
  }

  return {
    series,
    add({ PatientID, studies }) {
      mkdirSync(context.folders.archive, { recursive: true });
      const { patient } = identifiersOf({
        PatientID,
        StudyInstanceUID: '',
        SeriesInstanceUID: '',
        SOPInstanceUID: '',
      });
      const patientKey = context.history.run(
        'INSERT INTO patient (id, PatientID, PatientName, tags) VALUES (?, ?, ?, ?)',
        [patient, PatientID, PatientID, JSON.stringify({ PatientID, PatientSex: 'O' })],
      ).lastInsertRowid;
      studies.forEach((counts, index) => {
        const StudyInstanceUID = `1.2.${patientKey}.${index + 1}`;
        const { study } = identifiersOf({
          PatientID,
          StudyInstanceUID,
          SeriesInstanceUID: '',
          SOPInstanceUID: '',
        });
        const key = context.history.run(
          `INSERT INTO study (id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription,
             AccessionNumber, tags, modalities, last_instance_at)
           VALUES (?, ?, ?, '20240101', '', '', '', ?, 'CT', 1)`,
          [study, patientKey, StudyInstanceUID, JSON.stringify({ StudyInstanceUID, StudyDate: '20240101' })],
        ).lastInsertRowid;
        counts.forEach((count, at) => addSeries({ key, PatientID, StudyInstanceUID }, at + 1, count));
      });
      return patient;
    },
    arrive(patientId) {
      const id = newId();
      const { history } = context;
      history.write(() => {
        history.run(
          `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
             last_instance_at, due_at, completed_at)
           SELECT ?, 'patient', id, key, 'complete', 1, 1, 1, 1, ? FROM patient WHERE id = ?`,
          [id, Date.now(), patientId],
        );
        history.run(
          `INSERT INTO arrival_series SELECT ?, series.key FROM series JOIN study ON study.key = series.study_key
           JOIN patient ON patient.key = study.patient_key WHERE patient.id = ?`,
          [id, patientId],
        );
      });
      return id;
    },
    instancesOfSeries: (key) => series.get(key) ?? [],
    readTags: async (file) => JSON.parse(readFileSync(file, 'utf8')) as JsonObject,
  };
}
