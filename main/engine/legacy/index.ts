/** What the command-line tool of before left on this machine, and how it is brought over. */
export { createLegacy } from './legacy.ts';
export type { Legacy } from './types.ts';
