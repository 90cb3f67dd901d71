/** Instances on disk and their index; the only room that writes original DICOM. */
export { createArchive } from './archive.ts';
export { hasInstances } from './hasInstances.ts';
export { isSameSource } from './decide.ts';
export { archivedFiles, locateInstance } from './readers.ts';
export { archiveFailure } from './diskFailure.ts';
export { removeStaged } from './removeStaged.ts';
export { syncFolder } from './syncFolder.ts';
export type { AskForRoom } from './stage.ts';
export { adoptStaged, hashDataSet, isSameStamp, stageInstance, stampFrom, stampOf } from './stage.ts';
export type { SourceFile, StagedBytes, Unreadable } from './stage.ts';
export type {
  Archive,
  ArchivedFile,
  ArchivedInstance,
  KnownInstance,
  Reindexed,
  RemovedMany,
  Source,
  SourceStamp,
  StagedInstance,
  StampedFile,
  TakenInstance,
  TakeOptions,
} from './types.ts';
