/** A whole engine with real Python inside a test's own process. */
export { openTestEngine } from './testEngine.ts';
export type { TestEngine } from './testEngine.ts';
