import type { History } from '../database/index.ts';
import { nobody } from '../dicom/index.ts';
import type { InstanceHeader } from '../dicom/index.ts';
import { writeWordsOfRuns } from '../runWords/index.ts';

/** The row key of the patient of a first instance; made where there is none. Inside a transaction. */
export function upsertPatient(history: History, id: string, header: InstanceHeader): number {
  const known = history.get<{ key: number; isBare: number }>(
    "SELECT key, tags = '{}' AS isBare FROM patient WHERE id = ?",
    [id],
  );
  if (known !== undefined) {
    if (id === nobody) forgetWho(history, known.key, header);
    else if (known.isBare === 1) restoreWho(history, known.key, header);
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
function forgetWho(history: History, key: number, { PatientName, patientTags }: InstanceHeader): void {
  history.run("UPDATE patient SET tags = '{}' WHERE key = ? AND tags NOT IN ('{}', ?)", [
    key,
    JSON.stringify(patientTags),
  ]);
  const { changes } = history.run(
    "UPDATE patient SET PatientName = '' WHERE key = ? AND PatientName NOT IN ('', ?)",
    [key, PatientName],
  );
  if (changes > 0) writeWordsOfRuns(history, { patient: key });
}

/** A patient of whom everything was deleted says only what runs show; it comes back with all that it is. */
function restoreWho(history: History, key: number, { patientTags }: InstanceHeader): void {
  history.run('UPDATE patient SET tags = ? WHERE key = ?', [JSON.stringify(patientTags), key]);
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
  writeWordsOfRuns(history, { study: key });
}
