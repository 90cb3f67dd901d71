/** How two outcomes of the same job differ: value by value, file by file. */
export { compareOutcomes } from './compareOutcomes.ts';
export { compareValues } from './compareValues.ts';
export { fileState } from './compareFiles.ts';
