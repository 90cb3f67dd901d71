import type { History } from '../../database/index.ts';
import { searchWords } from '../../dicom/index.ts';

interface Row {
  number: number;
  PatientName: string;
  PatientID: string;
  StudyDate: string;
  StudyDescription: string;
  AccessionNumber: string;
}

/** By which words lists find runs, by their numbers: what their patient and their studies say now. */
export function wordsOfRuns(history: History, numbers: readonly number[]): Map<number, string> {
  const rows = history.all<Row>(
    `SELECT run.number, PatientName, PatientID, coalesce(StudyDate, '') AS StudyDate,
       coalesce(StudyDescription, '') AS StudyDescription, coalesce(AccessionNumber, '') AS AccessionNumber
     FROM run CROSS JOIN patient ON patient.key = run.patient_key
       LEFT JOIN run_study ON run_study.run_id = run.id LEFT JOIN study ON study.key = run_study.study_key
     WHERE run.number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(numbers)],
  );
  const values = new Map<number, Set<string>>();
  for (const { number, ...row } of rows) {
    const own = values.get(number) ?? new Set();
    values.set(number, own);
    for (const value of [
      row.PatientName,
      row.PatientID,
      row.StudyDate,
      row.StudyDescription,
      row.AccessionNumber,
    ])
      own.add(value);
  }
  return new Map([...values].map(([number, own]) => [number, searchWords(...own)]));
}

/** Writes them. Inside a transaction. @param number of the run */
export function writeRunWords(history: History, number: number): void {
  const text = wordsOfRuns(history, [number]).get(number) ?? '';
  history.run('INSERT OR REPLACE INTO run_text (rowid, text) VALUES (?, ?)', [number, text]);
}

/** The same for every run about a study, when that says something else now. Inside a transaction. */
export function writeWordsOfRuns(history: History, studyKey: number): void {
  const runs = history.all<{ number: number }>(
    `SELECT run.number FROM run_study CROSS JOIN run ON run.id = run_study.run_id WHERE run_study.study_key = ?`,
    [studyKey],
  );
  for (const { number } of runs) writeRunWords(history, number);
}
