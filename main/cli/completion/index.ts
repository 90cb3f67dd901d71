/** Completion of command lines in shells, from the definitions of the commands. */
export { completionOf, matching } from './candidates.ts';
export type { Candidate } from './candidates.ts';
export { completionScripts, shells } from './scripts.ts';
export type { Shell } from './scripts.ts';
