/** Copies of the history, and what is done when one was needed. */
export { createBackups } from './backups.ts';
export type { Backups } from './types.ts';
