import type { Reason } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

interface SplitStudy {
  StudyInstanceUID: string;
  PatientID: string;
  /** JSON list. */
  others: string;
}

/**
 * A warning for each study of an arrival that the archive also holds under another patient id: it was corrected midway,
 * or the sender mixed something up. The instances of either id are kept and processed apart.
 */
export function studiesUnderOtherIds(history: History, arrivalId: string): Reason[] {
  const split = history.all<SplitStudy>(
    `SELECT study.StudyInstanceUID, patient.PatientID, json_group_array(DISTINCT other_patient.PatientID) AS others
     FROM study
       JOIN patient ON patient.key = study.patient_key
       JOIN study AS other ON other.StudyInstanceUID = study.StudyInstanceUID AND other.key <> study.key
       JOIN patient AS other_patient ON other_patient.key = other.patient_key
     WHERE study.key IN (SELECT series.study_key FROM arrival_series
       JOIN series ON series.key = arrival_series.series_key WHERE arrival_series.arrival_id = ?)
     GROUP BY study.key ORDER BY study.key`,
    [arrivalId],
  );
  return split.map(({ StudyInstanceUID, PatientID, others }) => ({
    code: 'patient-id-changed',
    message: `A study came under the patient id ${quoted(PatientID)} and also under ${idsIn(others)}. Its instances are kept and processed apart; check which id is right.`,
    details: `StudyInstanceUID ${StudyInstanceUID}`,
  }));
}

/** Other patient ids under which the archive holds a study. */
export function otherPatientIds(history: History, studyKey: number): string[] {
  return history
    .all<{ PatientID: string }>(
      `SELECT DISTINCT patient.PatientID FROM study
         JOIN study AS other ON other.StudyInstanceUID = study.StudyInstanceUID AND other.key <> study.key
         JOIN patient ON patient.key = other.patient_key
       WHERE study.key = ? ORDER BY patient.PatientID`,
      [studyKey],
    )
    .map((row) => row.PatientID);
}

function idsIn(json: string): string {
  // Written by SQLite itself a moment ago.
  return (JSON.parse(json) as string[]).map(quoted).join(', ');
}

function quoted(id: string): string {
  return id === '' ? '"" (none)' : `"${id}"`;
}
