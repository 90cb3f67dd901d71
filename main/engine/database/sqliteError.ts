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

/** What an error of SQLite means to a person; anything else is handed back as it is. */
export function historyError(file: string, cause: unknown): unknown {
  const code = sqliteCode(cause);
  if (code === null) return cause;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new EngineError('database-busy', undefined, { cause });
  if (isDamage(cause)) return new EngineError('database-damaged', undefined, { cause });
  if (code === 'SQLITE_FULL') {
    return new EngineError('disk-full', `There is no space left for the history ${file}.`, { cause });
  }
  return new EngineError('database-failed', undefined, { cause });
}
