import type { Reason } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/**
 * A warning for each study of an arrival that the archive also holds under another patient id: it was corrected midway,
 * or the sender mixed something up. The instances of either id are kept and processed apart.
 */
export function studiesUnderOtherIds(history: History, arrivalId: string): Reason[] {
  const studies = history.all<{ key: number }>(
    `SELECT DISTINCT series.study_key AS key FROM arrival_series
       JOIN series ON series.key = arrival_series.series_key
     WHERE arrival_series.arrival_id = ? ORDER BY series.study_key`,
    [arrivalId],
  );
  return studies.flatMap(({ key }) => otherIdsWarning(history, key) ?? []);
}

/** The warning about one study, or null where it has one patient id only. */
export function otherIdsWarning(history: History, studyKey: number): Reason | null {
  const others = otherPatientIds(history, studyKey);
  if (others.length === 0) return null;
  const study = history.get<{ StudyInstanceUID: string; PatientID: string }>(
    `SELECT study.StudyInstanceUID, patient.PatientID
     FROM study JOIN patient ON patient.key = study.patient_key WHERE study.key = ?`,
    [studyKey],
  );
  return {
    code: 'patient-id-changed',
    message: `A study came under the patient id ${quoted(study?.PatientID ?? '')} and also under ${others.map(quoted).join(', ')}. Its instances are kept and processed apart; check which id is right.`,
    details: `StudyInstanceUID ${study?.StudyInstanceUID}`,
  };
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

function quoted(id: string): string {
  return id === '' ? '"" (none)' : `"${id}"`;
}
