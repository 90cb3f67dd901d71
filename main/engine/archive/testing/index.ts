/** An archive with a real database and real files, for tests. */
export { openTestArchive } from './testArchive.ts';
export type { TestArchive } from './testArchive.ts';
