/** Instances on disk and their index; the only room that writes original DICOM. */
export type {
  Archive,
  ArchivedInstance,
  KnownInstance,
  Source,
  SourceStamp,
  StagedInstance,
  TakenInstance,
} from './types.ts';
