import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { EngineError } from '../../../contract/index.ts';

/** Node-API level that the shipped better-sqlite3 needs; below it, loading it would crash the process. */
const neededNodeApi = 10;

/**
 * Opens a SQLite file with the native add-on that fits this runtime.
 *
 * `DCM_PROCESSOR_SQLITE_BINDING` names a build of the add-on for older runtimes (the fallback Electron of
 * development machines); a program packaged with such a runtime has it beside its archive. Without one an old runtime
 * is refused here, because the add-on would crash, not throw.
 */
export function openSqlite(file: string, options: Sqlite.Options = {}): Sqlite.Database {
  const tooOld = Number(process.versions.napi) < neededNodeApi;
  const nativeBinding = process.env['DCM_PROCESSOR_SQLITE_BINDING'] || (tooOld ? packagedBinding() : null);
  if (!nativeBinding && tooOld) {
    throw new EngineError('database-failed', 'This Node or Electron is too old for the database.', {
      details: `Node-API ${process.versions.napi} found, ${neededNodeApi} needed (Node 22.14 or Electron 36).`,
      advice: 'Start DCM Processor with its own scripts or a newer Node.',
    });
  }
  return new Sqlite(file, nativeBinding ? { ...options, nativeBinding } : options);
}

/** The add-on that was packaged for an old runtime: resources/app.asar/out/main → resources. */
function packagedBinding(): string | null {
  const file = fileURLToPath(new URL('../../../better_sqlite3.node', import.meta.url));
  return existsSync(file) ? file : null;
}
