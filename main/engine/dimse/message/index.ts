/** DIMSE messages (PS3.7): a command set, and a data set for some. */
export { createMessageAssembler } from './assembler.ts';
export { commandFields, noDataSet, responseBit, withDataSet } from './commandElements.ts';
export type { CommandSet } from './commandElements.ts';
export { decodeCommandSet, encodeCommandSet } from './commandSet.ts';
export { statuses } from './statuses.ts';
