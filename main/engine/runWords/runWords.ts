import type { History } from '../database/index.ts';
import { searchWords } from '../dicom/index.ts';

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
    for (const value of Object.values<string>(row)) own.add(value);
  }
  return new Map([...values].map(([number, own]) => [number, searchWords(...own)]));
}

/** What says something else now, by its row key; a run by its number. */
type ChangedOwner = { run: number } | { study: number } | { patient: number };

/** Writes the words of each run that is about it. Inside a transaction. */
export function writeWordsOfRuns(history: History, changed: ChangedOwner): void {
  for (const [number, text] of wordsOfRuns(history, runsAbout(history, changed))) {
    history.run('INSERT OR REPLACE INTO run_text (rowid, text) VALUES (?, ?)', [number, text]);
  }
}

function runsAbout(history: History, changed: ChangedOwner): number[] {
  if ('run' in changed) return [changed.run];
  const [query, key] =
    'study' in changed
      ? [
          `SELECT run.number FROM run_study CROSS JOIN run ON run.id = run_study.run_id
           WHERE run_study.study_key = ?`,
          changed.study,
        ]
      : ['SELECT number FROM run WHERE patient_key = ?', changed.patient];
  return history.all<{ number: number }>(query, [key]).map(({ number }) => number);
}
