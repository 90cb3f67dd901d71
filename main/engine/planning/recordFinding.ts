import type { History } from '../database/index.ts';
import { searchWords } from '../dicom/index.ts';
import type { RunSeries } from '../provenance/index.ts';

interface StudyRow {
  PatientName: string;
  PatientID: string;
  StudyDate: string;
  StudyDescription: string;
  AccessionNumber: string;
}

/** Writes by what lists find a run: modalities of its input, and whose it is. Must be called inside `write`. */
export function recordFinding(
  history: History,
  run: { number: number; patientKey: number; studyKeys: readonly number[] },
  input: readonly RunSeries[],
): void {
  history.run(
    `INSERT INTO run_modality (modality, run_number)
     SELECT DISTINCT Modality, ? FROM series WHERE Modality <> '' AND key IN (SELECT value FROM json_each(?))`,
    [run.number, JSON.stringify(input.map(({ key }) => key))],
  );
  const studies = history.all<StudyRow>(
    `SELECT PatientName, PatientID, coalesce(StudyDate, '') AS StudyDate,
       coalesce(StudyDescription, '') AS StudyDescription, coalesce(AccessionNumber, '') AS AccessionNumber
     FROM patient LEFT JOIN study ON study.patient_key = patient.key
       AND study.key IN (SELECT value FROM json_each(?))
     WHERE patient.key = ?`,
    [JSON.stringify(run.studyKeys), run.patientKey],
  );
  const text = searchWords(
    ...new Set(
      studies.flatMap((study) => [
        study.PatientName,
        study.PatientID,
        study.StudyDate,
        study.StudyDescription,
        study.AccessionNumber,
      ]),
    ),
  );
  history.run('INSERT INTO run_text (rowid, text) VALUES (?, ?)', [run.number, text]);
}
