/** Archive and quarantine of an application with real files and database, for tests. */
export { openTestQuarantine } from './testQuarantine.ts';
export type { TestQuarantine } from './testQuarantine.ts';
