import type { History } from '../../database/index.ts';
import { searchWords } from '../../dicom/index.ts';

interface Row {
  PatientName: string;
  PatientID: string;
  StudyDate: string;
  StudyDescription: string;
  AccessionNumber: string;
}

/**
 * Writes by which words lists find a run: what its patient and its studies say now. Inside a transaction.
 * @param number of the run
 */
export function writeRunWords(history: History, number: number): void {
  const rows = history.all<Row>(
    `SELECT PatientName, PatientID, coalesce(StudyDate, '') AS StudyDate,
       coalesce(StudyDescription, '') AS StudyDescription, coalesce(AccessionNumber, '') AS AccessionNumber
     FROM run CROSS JOIN patient ON patient.key = run.patient_key
       LEFT JOIN run_study ON run_study.run_id = run.id LEFT JOIN study ON study.key = run_study.study_key
     WHERE run.number = ?`,
    [number],
  );
  const values = rows.flatMap((row) => [
    row.PatientName,
    row.PatientID,
    row.StudyDate,
    row.StudyDescription,
    row.AccessionNumber,
  ]);
  history.run('INSERT OR REPLACE INTO run_text (rowid, text) VALUES (?, ?)', [
    number,
    searchWords(...new Set(values)),
  ]);
}

/** The same for every run about a study, when that says something else now. Inside a transaction. */
export function writeWordsOfRuns(history: History, studyKey: number): void {
  const runs = history.all<{ number: number }>(
    `SELECT run.number FROM run_study CROSS JOIN run ON run.id = run_study.run_id WHERE run_study.study_key = ?`,
    [studyKey],
  );
  for (const { number } of runs) writeRunWords(history, number);
}
