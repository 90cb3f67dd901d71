import type { History } from '../../database/index.ts';
import type { SendResult } from './protocol.ts';

/** An instance of a task is tried this often before it counts as failed. */
const mostAttempts = 5;

/**
 * Puts down every instance of the patients, studies and series as what a task is to send.
 * @returns how many there are
 */
export function insertItems(
  history: History,
  task: string,
  what: { patients: readonly string[]; studies: readonly string[]; series: readonly string[] },
): number {
  return history.run(
    `INSERT INTO send_item (task_id, series_key, SOPInstanceUID)
     SELECT :task, series.key, instance.SOPInstanceUID FROM series
       JOIN instance ON instance.series_key = series.key
     WHERE series.key IN (
       SELECT key FROM series WHERE id IN (SELECT value FROM json_each(:series))
       UNION SELECT key FROM series WHERE SeriesInstanceUID IN (SELECT value FROM json_each(:series))
       UNION SELECT series.key FROM study JOIN series ON series.study_key = study.key
         WHERE study.id IN (SELECT value FROM json_each(:studies))
            OR study.StudyInstanceUID IN (SELECT value FROM json_each(:studies))
       UNION SELECT series.key FROM patient JOIN study ON study.patient_key = patient.key
           JOIN series ON series.study_key = study.key
         WHERE patient.id IN (SELECT value FROM json_each(:patients))
            OR patient.PatientID IN (SELECT value FROM json_each(:patients)))`,
    {
      task,
      patients: JSON.stringify(what.patients),
      studies: JSON.stringify(what.studies),
      series: JSON.stringify(what.series),
    },
  ).changes;
}

/** How many instances of that task there are. */
export function countItems(history: History, task: string): number {
  return history.get<{ n: number }>('SELECT count(*) AS n FROM send_item WHERE task_id = ?', [task])?.n ?? 0;
}

/** Instances that wait, by series: those that were tried least come first. At most about `limit`. */
export function waitingItems(history: History, task: string, limit: number): Map<number, Set<string>> {
  const rows = history.all<{ seriesKey: number; uid: string }>(
    `SELECT series_key AS seriesKey, SOPInstanceUID AS uid FROM send_item
     WHERE task_id = ? AND state = 'waiting' ORDER BY attempts, series_key, SOPInstanceUID LIMIT ?`,
    [task, limit],
  );
  const bySeries = new Map<number, Set<string>>();
  for (const { seriesKey, uid } of rows) {
    const uids = bySeries.get(seriesKey);
    if (uids === undefined) bySeries.set(seriesKey, new Set([uid]));
    else uids.add(uid);
  }
  return bySeries;
}

/**
 * Stores what became of an instance.
 * @returns true when that is final
 */
export function recordResult(history: History, task: string, result: SendResult): boolean {
  const state = result.outcome === 'sent' ? 'sent' : 'failed';
  history.run(
    `UPDATE send_item SET attempts = attempts + 1,
       state = CASE WHEN ? AND attempts + 1 < ? THEN 'waiting' ELSE ? END
     WHERE task_id = ? AND series_key = ? AND SOPInstanceUID = ? AND state = 'waiting'`,
    [
      result.outcome === 'transient' ? 1 : 0,
      mostAttempts,
      state,
      task,
      result.seriesKey,
      result.SOPInstanceUID,
    ],
  );
  if (result.outcome !== 'transient') return true;
  const row = history.get<{ state: string }>(
    'SELECT state FROM send_item WHERE task_id = ? AND series_key = ? AND SOPInstanceUID = ?',
    [task, result.seriesKey, result.SOPInstanceUID],
  );
  return row?.state === 'failed';
}
