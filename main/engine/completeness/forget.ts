import type { Chosen, PutAside } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { chosenParameters, overChosen } from '../history/index.ts';
import { writeWordsOfRuns } from '../runWords/index.ts';
import { putAside } from './decide.ts';

/** Arrivals that collect or wait for planning and have no series but the chosen ones. */
const arrivalsWithin = overChosen(`SELECT DISTINCT arrival.id FROM chosen
    CROSS JOIN arrival_series ON arrival_series.series_key = chosen.key
    CROSS JOIN arrival ON arrival.id = arrival_series.arrival_id AND arrival.state IN ('collecting', 'complete')
  WHERE NOT EXISTS (SELECT 1 FROM arrival_series AS other WHERE other.arrival_id = arrival.id
    AND other.series_key NOT IN (SELECT key FROM chosen))`);

/** The arrivals that `endArriving` would end. */
export function arrivingWithin(history: History, chosen: Chosen): string[] {
  return history.all<{ id: string }>(arrivalsWithin, chosenParameters(chosen)).map(({ id }) => id);
}

/** Puts aside what is arriving of the chosen and of nothing else. Inside a transaction. @returns their identifiers */
export function endArriving(history: History, chosen: Chosen, why: PutAside): string[] {
  const ids = arrivingWithin(history, chosen);
  for (const id of ids) {
    putAside(history, id, why);
    history.run('UPDATE arrival SET problem = NULL WHERE id = ?', [id]);
  }
  return ids;
}

/**
 * Forgets series (row keys) that lost their last instance: arrivals without another series and without a run go, and so
 * do series, studies and patients that no record refers to. Of others stays what their runs show, and they are found by
 * nothing else. Inside a transaction.
 */
export function forgetSeries(history: History, seriesKeys: readonly number[]): void {
  const keys = JSON.stringify(seriesKeys);
  const studies = history.all<{ key: number; patientKey: number; uid: string }>(
    `SELECT DISTINCT study.key, study.patient_key AS patientKey, study.StudyInstanceUID AS uid
     FROM json_each(?) AS wanted CROSS JOIN series ON series.key = wanted.value
       CROSS JOIN study ON study.key = series.study_key`,
    [keys],
  );
  history.run('DELETE FROM committed_instance WHERE series_key IN (SELECT value FROM json_each(?))', [keys]);
  history.run('DELETE FROM arrival_series WHERE series_key IN (SELECT value FROM json_each(?))', [keys]);
  history.run('DELETE FROM series WHERE key IN (SELECT value FROM json_each(?))', [keys]);
  for (const patientKey of new Set(studies.map((one) => one.patientKey))) {
    forgetArrivals(history, patientKey);
  }
  for (const { key, uid } of studies) {
    const isEmpty = history.get('SELECT 1 FROM series WHERE study_key = ?', [key]) === undefined;
    if (!isEmpty) continue;
    history.run('DELETE FROM expected_study WHERE StudyInstanceUID = ?', [uid]);
    const { changes } = history.run(
      'DELETE FROM study WHERE key = :key AND NOT EXISTS (SELECT 1 FROM run_study WHERE study_key = :key)',
      { key },
    );
    if (changes > 0) continue;
    // A run tells which studies it was about, by UID, date and description.
    history.run("UPDATE study SET StudyTime = '', AccessionNumber = '', tags = '{}' WHERE key = ?", [key]);
    writeWordsOfRuns(history, { study: key });
  }
  for (const patientKey of new Set(studies.map((one) => one.patientKey))) {
    history.run(
      `DELETE FROM patient WHERE key = :key
         AND NOT EXISTS (SELECT 1 FROM study WHERE patient_key = :key)
         AND NOT EXISTS (SELECT 1 FROM arrival WHERE patient_key = :key)
         AND NOT EXISTS (SELECT 1 FROM run WHERE patient_key = :key)
         AND NOT EXISTS (SELECT 1 FROM scratch_run WHERE patient_key = :key)`,
      { key: patientKey },
    );
    history.run(
      `UPDATE patient SET tags = '{}' WHERE key = :key
         AND NOT EXISTS (SELECT 1 FROM study WHERE patient_key = :key AND instance_count > 0)`,
      { key: patientKey },
    );
  }
}

function forgetArrivals(history: History, patientKey: number): void {
  const empty = history.all<{ id: string }>(
    `SELECT id FROM arrival WHERE patient_key = ?
       AND NOT EXISTS (SELECT 1 FROM arrival_series WHERE arrival_id = arrival.id)
       AND NOT EXISTS (SELECT 1 FROM run WHERE run.arrival_id = arrival.id)`,
    [patientKey],
  );
  for (const { id } of empty) {
    history.run('DELETE FROM arrival_sender WHERE arrival_id = ?', [id]);
    history.run('DELETE FROM arrival WHERE id = ?', [id]);
  }
}
