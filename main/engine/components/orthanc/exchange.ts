import type { History } from '../../database/index.ts';

/** How far the exchange with Orthanc has come. */
export interface Exchange {
  databaseId: string | null;
  sentTo: number;
  sent: number;
  lastSentAt: number | null;
  lastProblem: string | null;
  changeSeq: number;
  takenBack: number;
}

/** Most instances that are counted as waiting. */
const mostCounted = 100_000;

export function readExchange(history: History): Exchange {
  const row = history.get<Exchange>(
    `SELECT database_id AS databaseId, sent_to AS sentTo, sent, last_sent_at AS lastSentAt,
       last_problem AS lastProblem, change_seq AS changeSeq, taken_back AS takenBack FROM orthanc_exchange`,
  );
  if (row === undefined) throw new Error('The history has no exchange with Orthanc.');
  return row;
}

/** Counts what is still to be handed over, and what was refused. */
export function countExchange(history: History): { waiting: number; refused: number } {
  return (
    history.get<{ waiting: number; refused: number }>(
      `SELECT (SELECT count(*) FROM (SELECT 1 FROM instance
           WHERE key > (SELECT sent_to FROM orthanc_exchange) LIMIT ${mostCounted})) AS waiting,
         (SELECT count(*) FROM orthanc_refused) AS refused`,
    ) ?? { waiting: 0, refused: 0 }
  );
}

/** An Orthanc that knows nothing of what was exchanged before: all is handed over again. */
export function beginExchange(history: History, databaseId: string): void {
  history.write(() => {
    history.run(
      'UPDATE orthanc_exchange SET database_id = ?, sent_to = 0, sent = 0, change_seq = 0, last_problem = NULL',
      [databaseId],
    );
    history.run('DELETE FROM orthanc_refused');
  });
}

/** An instance of the archive with what its file is found by. */
export interface Forwardable {
  key: number;
  size: number;
  PatientID: string;
  StudyInstanceUID: string;
  SeriesInstanceUID: string;
  SOPInstanceUID: string;
}

/** The next instances to be handed over, in the order of keys. */
export function nextToForward(history: History, sentTo: number, limit: number): Forwardable[] {
  return history.all<Forwardable>(
    `SELECT instance.key, size, PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID FROM instance
       JOIN series ON series.key = series_key JOIN study ON study.key = study_key
       JOIN patient ON patient.key = patient_key
     WHERE instance.key > ? ORDER BY instance.key LIMIT ?`,
    [sentTo, limit],
  );
}

/** Instances that were refused and are to be tried again. */
export function refusedToForward(history: History, limit: number): Forwardable[] {
  return history.all<Forwardable>(
    `SELECT instance.key, size, PatientID, StudyInstanceUID, SeriesInstanceUID, SOPInstanceUID FROM orthanc_refused
       JOIN instance ON instance.key = instance_key JOIN series ON series.key = series_key
       JOIN study ON study.key = study_key JOIN patient ON patient.key = patient_key
     ORDER BY instance_key LIMIT ?`,
    [limit],
  );
}

/** What came of instances that were handed over; `reason` null: Orthanc has it. */
export function recordForwarded(
  history: History,
  results: readonly { key: number; reason: string | null }[],
  now: number,
): void {
  history.write(() => {
    for (const { key, reason } of results) {
      if (reason === null) history.run('DELETE FROM orthanc_refused WHERE instance_key = ?', [key]);
      else
        history.run(
          `INSERT INTO orthanc_refused (instance_key, reason, at) VALUES (?, ?, ?)
           ON CONFLICT (instance_key) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
          [key, reason, now],
        );
    }
    const sent = results.filter(({ reason }) => reason === null).length;
    const problem = results.findLast(({ reason }) => reason !== null)?.reason ?? null;
    history.run(
      `UPDATE orthanc_exchange SET sent_to = max(sent_to, :to), sent = sent + :sent,
         last_sent_at = CASE WHEN :sent > 0 THEN :now ELSE last_sent_at END,
         last_problem = coalesce(:problem, last_problem)`,
      { to: Math.max(0, ...results.map(({ key }) => key)), sent, now, problem },
    );
  });
}

/** Changes of Orthanc were read up to `seq`; so many of its instances were taken since. */
export function recordChanges(history: History, seq: number, taken: number): void {
  history.run('UPDATE orthanc_exchange SET change_seq = ?, taken_back = taken_back + ?', [seq, taken]);
}
