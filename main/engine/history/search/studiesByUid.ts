import type { History, SqlValue } from '../../database/index.ts';

/** More studies whose UID begins alike are found one by one, not by their keys. */
const mostKeys = 2000;

/**
 * Row keys of the studies that a UID leads to: a whole one of a study, a series or an instance, else the beginning of
 * those of studies; `many` where that many begin so.
 */
export function studiesByUid(history: History, uid: string): readonly number[] | 'many' {
  const whole = history.all<{ key: number }>(
    `SELECT key FROM study WHERE StudyInstanceUID = :uid
     UNION SELECT study_key FROM series WHERE SeriesInstanceUID = :uid
     UNION SELECT series.study_key FROM instance JOIN series ON series.key = instance.series_key
       WHERE SOPInstanceUID = :uid`,
    { uid },
  );
  if (whole.length > 0) return whole.map(({ key }) => key);
  const alike = history.all<{ key: number }>(
    `SELECT key FROM study WHERE StudyInstanceUID >= ? AND StudyInstanceUID < ? LIMIT ${mostKeys + 1}`,
    [uid, endOf(uid)],
  );
  return alike.length > mostKeys ? 'many' : alike.map(({ key }) => key);
}

/** The condition that the UID of a study begins so, where most do: not by its index, which has them in another order. */
export function beginsWithUid(uid: string): { sql: string; parameters: SqlValue[] } {
  return {
    sql: '+study.StudyInstanceUID >= ? AND +study.StudyInstanceUID < ?',
    parameters: [uid, endOf(uid)],
  };
}

/** Comes behind all UIDs that begin so: digits and dots stand before a colon. */
function endOf(uid: string): string {
  return `${uid}:`;
}
