import { openHistory } from '../../main/engine/database/index.ts';
import type { History } from '../../main/engine/database/index.ts';

const families = [
  'Meyer',
  'Schulz',
  'Okafor',
  'Nguyen',
  'Rossi',
  'Novak',
  'Larsen',
  'Costa',
  'Dubois',
  'Kaya',
];
const given = [
  'Anna',
  'Ben',
  'Clara',
  'David',
  'Emma',
  'Felix',
  'Greta',
  'Hugo',
  'Ida',
  'Jonas',
  'Karla',
  'Leo',
];
const descriptions = [
  'CT Thorax nativ',
  'MR Schaedel',
  'CT Abdomen KM',
  'MR Knie links',
  'Roentgen Thorax pa',
];
const makers = ['SIEMENS', 'GE MEDICAL SYSTEMS', 'Philips', 'Canon'];
const parts = ['CHEST', 'HEAD', 'ABDOMEN', 'KNEE', 'SPINE'];

/** Of how much an archive consists. */
export interface ArchiveSize {
  studies: number;
  seriesEach: number;
  instancesEach: number;
}

/** Fills the index of an archive as reception does, with rows whose files do not exist: two studies a patient. */
export function fillStudies(file: string, { studies, seriesEach, instancesEach }: ArchiveSize): void {
  const history = openHistory(file);
  try {
    for (let first = 1; first <= studies; first += 1000) {
      history.write(() => {
        for (let study = first; study < first + 1000 && study <= studies; study += 1)
          addStudy(history, study);
      });
    }
    history.write(() => {
      history.run(
        `WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :each)
         INSERT INTO series (id, study_key, SeriesInstanceUID, Modality, SeriesNumber, SeriesDescription,
           BodyPartExamined, instance_count)
         SELECT 'series-' || study.key || '-' || n, study.key, StudyInstanceUID || '.' || n, modalities, n + 1,
           'axial ' || n, '', :instances FROM study, number`,
        { each: seriesEach, instances: instancesEach },
      );
      history.run(
        `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :each)
         INSERT INTO instance (series_key, SOPInstanceUID, SOPClassUID, TransferSyntaxUID, InstanceNumber, size,
           content_hash, received_at)
         SELECT series.key, SeriesInstanceUID || '.' || n, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', n,
           524288, randomblob(32), 0 FROM series, number`,
        { each: instancesEach },
      );
      history.run(
        'UPDATE study SET series_count = :series, instance_count = :instances, bytes = :instances * 524288',
        { series: seriesEach, instances: seriesEach * instancesEach },
      );
    });
  } finally {
    history.close();
  }
}

function addStudy(history: History, study: number): void {
  const one = <Value>(values: readonly Value[], every: number) =>
    values[Math.floor(study / every) % values.length] as Value;
  const patient = Math.ceil(study / 2);
  const name = `${families[patient % families.length]} ${given[Math.floor(patient / 10) % given.length]}`;
  const description = one(descriptions, 1);
  const modality = description.startsWith('Roentgen') ? 'CR' : description.slice(0, 2);
  const date = `20${10 + (study % 15)}${String(1 + (study % 12)).padStart(2, '0')}${String(1 + (study % 28)).padStart(2, '0')}`;
  if (study % 2 === 1) {
    history.run("INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (?, ?, ?, ?, '{}')", [
      patient,
      `patient-${patient}`,
      `PAT-${patient}`,
      name.replace(' ', '^'),
    ]);
  }
  const uid = `1.3.6.1.4.1.5962.99.1.${(study * 7919) % 1_000_003}.${study}`;
  history.run(
    `INSERT INTO study (key, id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription, AccessionNumber,
       tags, modalities, instance_count, last_instance_at)
     VALUES (?, ?, ?, ?, ?, '', ?, ?, '{}', ?, 1, ?)`,
    [study, `study-${study}`, patient, uid, date, description, `ACC${study}`, modality, study],
  );
  history.run(
    `INSERT INTO study_search (study_key, PatientName, PatientID, StudyDate, StudyDescription, AccessionNumber,
       Modality, SeriesDescription, BodyPartExamined, Manufacturer, ProtocolName)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      study,
      ` ${name.toLowerCase()}`,
      ` pat ${patient}`,
      ` ${date}`,
      ` ${description.toLowerCase()}`,
      ` acc${study}`,
      ` ${modality.toLowerCase()}`,
      ' axial coronal sagittal 5 0 mm',
      ` ${one(parts, 3).toLowerCase()}`,
      ` ${one(makers, 7).toLowerCase()}`,
      ` routine ${study % 40}`,
    ],
  );
}
