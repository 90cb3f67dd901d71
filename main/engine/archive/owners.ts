import type { History } from '../database/index.ts';
import { nobody } from '../dicom/index.ts';
import type { InstanceHeader } from '../dicom/index.ts';
import { writeWordsOfRuns } from '../history/index.ts';

/** The row key of the patient of a first instance; made where there is none. Inside a transaction. */
export function upsertPatient(history: History, id: string, header: InstanceHeader): number {
  const known = history.get<{ key: number }>('SELECT key FROM patient WHERE id = ?', [id]);
  if (known !== undefined) {
    if (id === nobody) forgetWho(history, header);
    else restoreWho(history, known.key, header);
    return known.key;
  }
  return history.run('INSERT INTO patient (id, PatientID, PatientName, tags) VALUES (?, ?, ?, ?)', [
    id,
    header.PatientID,
    header.PatientName,
    JSON.stringify(header.patientTags),
  ]).lastInsertRowid;
}

/** What came without a PatientID has a name and a birth date only as long as all of it has the same. */
function forgetWho(history: History, { PatientName, patientTags }: InstanceHeader): void {
  history.run(
    `UPDATE patient SET PatientName = iif(PatientName = :PatientName, PatientName, ''), tags = '{}'
     WHERE id = :nobody AND tags <> :tags`,
    { nobody, PatientName, tags: JSON.stringify(patientTags) },
  );
}

/** A patient of whom everything was deleted says only what runs show; it comes back with all that it is. */
function restoreWho(history: History, key: number, { patientTags }: InstanceHeader): void {
  history.run("UPDATE patient SET tags = ? WHERE key = ? AND tags = '{}'", [
    JSON.stringify(patientTags),
    key,
  ]);
}

/** The row key of the study of a first instance; made where there is none. Inside a transaction. */
export function upsertStudy(
  history: History,
  id: string,
  patientKey: number,
  header: InstanceHeader,
  at: number,
): number {
  const known = history.get<{ key: number; instances: number }>(
    'SELECT key, instance_count AS instances FROM study WHERE id = ?',
    [id],
  );
  if (known !== undefined) {
    if (known.instances === 0) restoreStudy(history, known.key, header);
    return known.key;
  }
  const { StudyDate, StudyDescription, AccessionNumber } = header;
  return history.run(
    `INSERT INTO study (id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription, AccessionNumber,
       tags, modalities, last_instance_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)`,
    [
      id,
      patientKey,
      header.StudyInstanceUID,
      StudyDate,
      header.StudyTime,
      StudyDescription,
      AccessionNumber,
      JSON.stringify(header.studyTags),
      at,
    ],
  ).lastInsertRowid;
}

/** The same for a study. */
function restoreStudy(history: History, key: number, header: InstanceHeader): void {
  history.run(
    `UPDATE study SET StudyDate = ?, StudyTime = ?, StudyDescription = ?, AccessionNumber = ?, tags = ? WHERE key = ?`,
    [
      header.StudyDate,
      header.StudyTime,
      header.StudyDescription,
      header.AccessionNumber,
      JSON.stringify(header.studyTags),
      key,
    ],
  );
  writeWordsOfRuns(history, key);
}
