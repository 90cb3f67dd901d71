/** Applications as a whole, copied: into one file and out of it, and beside themselves. */
export { readDescription } from './archive/reader.ts';
export {
  findingsOfClone,
  findingsOfFiles,
  findingsOfNamedFiles,
  findingsOfOptions,
  findingsOfParts,
} from './findings.ts';
export { bytesToCopy } from './files/measure.ts';
export { cloneApplication } from './make/clone.ts';
export { onlyWithData, packApplication } from './make/pack.ts';
export type { OriginalApplication } from './make/pack.ts';
export { newFolder } from './make/place.ts';
export type { MadeCopy } from './make/place.ts';
export { restoreApplication } from './make/restore.ts';
export { assertTarget, checkFile, checkSpace } from './make/target.ts';
