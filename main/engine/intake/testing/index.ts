/** An application's archive and intake with real files, database and threads, for tests. */
export { openTestDoors } from './testDoors.ts';
export type { TestDoors } from './testDoors.ts';
export { counts, openTestIntake } from './testIntake.ts';
export type { TestIntake } from './testIntake.ts';
export { withTinyDisk } from './tinyDisk.ts';
export type { TinyDisk } from './tinyDisk.ts';
