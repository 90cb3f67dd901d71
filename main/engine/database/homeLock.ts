import { existsSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { openSqlite } from './sqlite.ts';

/**
 * Takes the data home for this engine. The lock is an open exclusive transaction on a SQLite file: the system frees
 * it whenever the process ends, however it ends, so there is nothing stale to clean up.
 * @returns a function that gives it back
 * @throws EngineError `engine-busy` when another engine has it
 */
export function lockHome(home: string): () => void {
  const file = lockOf(home);
  const connection = openSqlite(file, { timeout: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    connection.close();
    throw new EngineError('engine-busy', `Another engine uses the data home ${home}.`, { cause });
  }
  return () => connection.close();
}

/** Whether an engine works in a data home. Changes nothing there. */
export function isHomeLocked(home: string): boolean {
  const file = lockOf(home);
  if (!existsSync(file)) return false;
  try {
    const connection = openSqlite(file, { readonly: true, timeout: 0 });
    try {
      connection.prepare('SELECT count(*) FROM sqlite_schema').get();
      return false;
    } finally {
      connection.close();
    }
  } catch {
    // Busy; whatever else keeps it from being read, it is not known to be free.
    return true;
  }
}

const lockOf = (home: string) => path.join(home, 'engine.lock');
