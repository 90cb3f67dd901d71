import type Sqlite from 'better-sqlite3';
import { EngineError } from '../../../contract/index.ts';
import type { Migration } from './migrations/index.ts';

/**
 * Brings a database to the newest version: all pending steps in one transaction, `user_version` last.
 * @throws EngineError `database-newer` when a newer program wrote it
 */
export function migrate(connection: Sqlite.Database, steps: readonly Migration[]): void {
  steps.forEach((step, index) => {
    if (step.version !== index + 1) throw new Error(`Migration ${step.version} stands at place ${index + 1}`);
  });
  // Without asking for the write lock, which another process may hold: versions only rise.
  if (Number(connection.pragma('user_version', { simple: true })) === steps.length) return;
  const upgrade = connection.transaction(() => {
    // Read inside the transaction: another process may have migrated in between.
    const current = Number(connection.pragma('user_version', { simple: true }));
    if (current > steps.length) {
      throw new EngineError('database-newer', undefined, {
        details: `${connection.name} has version ${current}; this program knows ${steps.length}.`,
      });
    }
    if (current === steps.length) return;
    for (const step of steps.slice(current)) connection.exec(step.sql);
    connection.pragma(`user_version = ${steps.length}`);
  });
  upgrade.immediate();
}
