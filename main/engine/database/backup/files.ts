import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** `history-<number>-<time>.sqlite`: the number counts up, so that the order does not depend on the clock. */
const pattern = /^history-(\d{6,})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/;

/** One backup of a history. */
export interface BackupFile {
  /** Absolute. */
  file: string;
  number: number;
  /** When it was begun, in ms since the epoch. */
  at: number;
  bytes: number;
}

/** The backups in a folder, newest first; none where there is no such folder. */
export function listBackups(folder: string): BackupFile[] {
  return namesIn(folder)
    .flatMap((name) => {
      const match = pattern.exec(name);
      const file = path.join(folder, name);
      const bytes = match === null ? undefined : statSync(file, { throwIfNoEntry: false })?.size;
      if (match === null || bytes === undefined) return [];
      const [, number, year, month, day, hour, minute, second] = match.map(Number);
      const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
      return [{ file, number: number ?? 0, at, bytes }];
    })
    .sort((a, b) => b.number - a.number);
}

/** Name of the backup that is made at `at` (ms since the epoch) behind those that there are. */
export function nextBackupFile(folder: string, at: number): string {
  const number = (listBackups(folder)[0]?.number ?? 0) + 1;
  const time = new Date(at).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
  return path.join(folder, `history-${String(number).padStart(6, '0')}-${time}.sqlite`);
}

/** Files that an interruption left half made. */
export function unfinishedBackups(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => /\.sqlite\.part(-journal|-wal|-shm)?$/.test(name))
    .map((name) => path.join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
