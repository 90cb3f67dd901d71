/** Backups of a history: made while it is in use, found again when it is lost. */
export { listBackups, unfinishedBackups } from './files.ts';
export type { BackupFile } from './files.ts';
export { makeBackup } from './makeBackup.ts';
