/** An archive with a real database and real files, for tests. */
export { openTestArchive } from './testArchive.ts';
export type { TestArchive } from './testArchive.ts';
export { openTestWalk } from './testWalk.ts';
export type { TestWalk } from './testWalk.ts';
