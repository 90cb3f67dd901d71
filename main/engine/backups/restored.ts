import type { HistoryRestored } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

type RestoreRow = Omit<HistoryRestored, 'message'> & { damage: string };

const columns = `key, at, damage, backup_at AS backupAt, set_aside AS setAside, found,
  not_understood AS notUnderstood, gone, forgotten_runs AS forgottenRuns, job_runs_again AS jobRunsAgain,
  finished_at AS finishedAt`;

/** Each time that the history was restored, newest first. */
export function allRestored(history: History): HistoryRestored[] {
  return history.all<RestoreRow>(`SELECT ${columns} FROM history_restore ORDER BY key DESC`).map(inWords);
}

/** The last one that nobody has read about. */
export function unreadRestored(history: History): HistoryRestored | null {
  const row = history.get<RestoreRow>(
    `SELECT ${columns} FROM history_restore WHERE acknowledged_at IS NULL ORDER BY key DESC LIMIT 1`,
  );
  return row === undefined ? null : inWords(row);
}

function inWords({ damage, ...row }: RestoreRow): HistoryRestored {
  const from =
    row.backupAt === null
      ? 'There was no good backup, so that a new history was begun.'
      : `It was restored from the backup of ${localTime(row.backupAt)}.`;
  const since = row.backupAt === null ? 'before' : 'in between';
  const sentences = [
    `The history of this application was found ${damage} on ${localTime(row.at)}.`,
    from,
    row.finishedAt === null
      ? 'Images that came later are being found again in the archive.'
      : `Found again in the archive: ${images(row.found)}, to be processed again.`,
    row.jobRunsAgain > 0
      ? `Run again: ${count(row.jobRunsAgain, 'job run')} that had not ended in the backup.`
      : null,
    row.gone > 0 ? `Missing in the archive: ${images(row.gone)} that the backup knows.` : null,
    row.notUnderstood > 0 ? `Not understood: ${count(row.notUnderstood, 'file')} of the archive.` : null,
    row.forgottenRuns > 0
      ? `Kept but no longer listed: the folders of ${count(row.forgottenRuns, 'run')}.`
      : null,
    `Lost is what was recorded ${since} of runs, imports and doors.`,
    row.setAside === null ? null : `The damaged file is kept in ${row.setAside}.`,
  ];
  return { ...row, message: sentences.filter((sentence) => sentence !== null).join(' ') };
}

const images = (number: number) => count(number, 'image');

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `2026-03-01 17:40` by the clock of this machine. */
function localTime(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
