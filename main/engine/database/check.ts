import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { EngineError } from '../../../contract/index.ts';
import { openSqlite } from './sqlite.ts';
import { historyError, isDamage } from './sqliteError.ts';

/** Every SQLite file begins with this (https://www.sqlite.org/fileformat.html, section 1.3.1). */
const magic = 'SQLite format 3\0';
/**
 * Up to this size the whole file is checked each time it is opened, in about a tenth of a second; a larger one is when it is
 * next backed up, on a thread of its own.
 */
const mostChecked = 32 * 1024 * 1024;

/**
 * What is wrong with a database file, in words that go behind "the history was"; null where nothing was found.
 * @param options.thorough reads all of it, however large it is
 * @throws EngineError `database-busy`, `database-failed` where it cannot be told
 */
export function damageOf(file: string, { thorough = false } = {}): string | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  if (stats.size === 0) return 'empty';
  if (firstBytes(file) !== magic) return 'overwritten at its beginning';
  const whole = thorough || stats.size <= mostChecked;
  try {
    const connection = openSqlite(file, { timeout: 100 });
    try {
      // Reading the schema makes SQLite compare the size of the file with what its header says.
      connection.prepare('SELECT count(*) FROM sqlite_schema').get();
      const found = whole ? connection.pragma('quick_check(1)', { simple: true }) : 'ok';
      return found === 'ok' ? null : 'damaged';
    } finally {
      connection.close();
    }
  } catch (cause) {
    if (isDamage(cause)) return 'damaged or cut short';
    const error = historyError(file, cause);
    if (error instanceof EngineError) throw error;
    throw new EngineError('database-failed', `The history ${file} cannot be opened.`, { cause });
  }
}

function firstBytes(file: string): string {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(magic.length);
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(fd);
  }
}
