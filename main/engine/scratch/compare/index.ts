/** How two outcomes of the same job differ: value by value, file by file. */
export { compareOutcomes } from './compareOutcomes.ts';
export type { Outcome } from './compareOutcomes.ts';
export { compareValues } from './compareValues.ts';
export type { Tolerance } from './compareValues.ts';
export { fileState } from './compareFiles.ts';
export type { ComparedFile } from './compareFiles.ts';
