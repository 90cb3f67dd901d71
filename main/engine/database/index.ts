/** SQLite: opening, migrating, transactions. The only room that knows the library; ground floor. */
export { openHistory } from './history.ts';
export type { History, SqlValue } from './history.ts';
export { stepOf } from './migrations/0001-statistics.ts';
export { openSoundHistory } from './restore.ts';
export { damageOf } from './check.ts';
export { checkHistory } from './checkHistory.ts';
export { listBackups, makeBackup } from './backup/index.ts';
export type { BackupFile } from './backup/index.ts';
export { isHomeLocked, lockHome } from './homeLock.ts';
