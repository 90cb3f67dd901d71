import { EngineError } from '../../../contract/index.ts';

/** The result code of SQLite (`SQLITE_BUSY`, …) that an error carries, or null. */
function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || thrown.name !== 'SqliteError') return null;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'SQLITE_ERROR';
}

/** True where SQLite found the file itself to be no sound database. */
export function isDamage(thrown: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(thrown) ?? '');
}

/** True where SQLite, or what was written beside it, found no space left. */
export function isFull(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return /^(SQLITE_FULL|ENOSPC|EDQUOT)$/.test(code);
}

/** What an error of SQLite means to a person; anything else is handed back as it is. */
export function historyError(file: string, cause: unknown): unknown {
  const code = sqliteCode(cause);
  if (code === null) return cause;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new EngineError('database-busy', undefined, { cause });
  if (isDamage(cause)) return new EngineError('database-damaged', undefined, { cause });
  if (isFull(cause)) {
    return new EngineError('disk-full', `There is no space left for the history ${file}.`, { cause });
  }
  return new EngineError('database-failed', undefined, { cause });
}
