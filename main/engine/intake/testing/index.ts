/** An application's archive and intake with real files, database and threads, for tests. */
export { counts, openTestIntake } from './testIntake.ts';
export type { TestIntake } from './testIntake.ts';
