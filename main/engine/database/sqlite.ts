import Sqlite from 'better-sqlite3';
import { EngineError } from '../../../contract/index.ts';

/** Node-API level that the shipped better-sqlite3 needs; below it, loading it would crash the process. */
const neededNodeApi = 10;

/**
 * Opens a SQLite file with the native add-on that fits this runtime.
 *
 * `DCM_PROCESSOR_SQLITE_BINDING` names a build of the add-on for older runtimes (the fallback Electron of
 * development machines). Without it an old runtime is refused here, because the add-on would crash, not throw.
 */
export function openSqlite(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const nativeBinding = process.env['DCM_PROCESSOR_SQLITE_BINDING'];
  if (!nativeBinding && Number(process.versions.napi) < neededNodeApi) {
    throw new EngineError('database-failed', 'This Node or Electron is too old for the database.', {
      details: `Node-API ${process.versions.napi} found, ${neededNodeApi} needed (Node 22.14 or Electron 36).`,
      advice: 'Start DCM Processor with its own scripts or a newer Node.',
    });
  }
  return new Sqlite(file, nativeBinding ? { ...options, nativeBinding } : options);
}
