/** Exports of a real archive, for tests. */
export { asFolder, below, noAnonymizers, openTestExports, originals } from './testExports.ts';
export type { TestExports } from './testExports.ts';
