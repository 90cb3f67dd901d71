import type { InstanceHeader } from '../dicom/index.ts';

/** A source file as it was when it was read; a later import of the same file can tell by it that nothing changed. */
export interface SourceStamp {
  size: number;
  /** Milliseconds since the epoch, as the file system has them. */
  modifiedAt: number;
  /** Last change of content or of the entry itself. */
  changedAt: number;
}

/** Where an instance came from. */
export interface Source {
  /** The import it belongs to; null for other doors. */
  taskId: string | null;
  /** File, or `archive.zip » entry`; null where there is no file. */
  path: string | null;
  /** Null where the source cannot be recognised again. */
  stamp: SourceStamp | null;
}

/** An instance whose bytes lie in the staging folder and wait for the decision. */
export interface StagedInstance {
  /** Absolute, inside the staging folder. The archive moves or removes it. */
  stagingFile: string;
  /** Bytes of that file. */
  size: number;
  /** SHA-256 over the data set, without preamble and file meta information. */
  contentHash: Uint8Array;
  header: InstanceHeader;
  source: Source;
  /** The file where who staged it still has it open for writing, and closes it afterwards. */
  fd?: number;
}

/**
 * What became of a staged instance:
 * - `new`: archived
 * - `already-there`: the archive has it with the same content, be it in another uncompressed encoding
 * - `conflicting`: the archive has its SOP Instance UID with other content; the first is kept
 */
export interface TakenInstance {
  staged: StagedInstance;
  outcome: 'new' | 'already-there' | 'conflicting';
  /** The instance that has its SOP Instance UID; null when it is new. */
  first: KnownInstance | null;
}

/** What the archive knows of a SOP Instance UID. */
export interface KnownInstance {
  contentHash: Uint8Array;
  TransferSyntaxUID: string;
  source: Source;
}

/** A file outside the archive, as it is now. */
export interface StampedFile {
  /** As a person sees it: absolute, links not followed. */
  path: string;
  stamp: SourceStamp;
}

/** One archived instance, for readers. */
export interface ArchivedInstance {
  /** Orthanc-style identifier. */
  id: string;
  SOPInstanceUID: string;
  SOPClassUID: string;
  TransferSyntaxUID: string;
  InstanceNumber: number | null;
  size: number;
  /** Absolute; for reading only. */
  file: string;
}

/** One archived instance with what it is filed by. */
export interface ArchivedFile {
  PatientID: string;
  PatientName: string;
  StudyDate: string;
  StudyInstanceUID: string;
  SeriesInstanceUID: string;
  Modality: string;
  SOPInstanceUID: string;
  SOPClassUID: string;
  TransferSyntaxUID: string;
  /** Absolute; for reading only. */
  file: string;
  /** Where it came from, as in `Source`. */
  path: string | null;
}

/** How a batch is taken. */
export interface TakeOptions {
  /** Resolve only when the rows are flushed to disk as well. */
  flushed?: boolean;
  /**
   * Resolve when files, names and the journal are flushed and the rows committed: what a sender is told then survives
   * a power failure, since the next start makes lost rows anew from the journal. Only for instances whose header can
   * be read from the file as it was given.
   */
  promised?: boolean;
  /** Called inside the transaction that takes rows back, because the disk failed while the files were flushed. */
  revoked?: (taken: readonly TakenInstance[]) => void;
  /** Who sent it, as doors name senders: quiet times may differ by it. */
  sender?: string;
  /** What jobs made: it is archived, and no arrival begins with it. */
  derived?: boolean;
  /** Leave the staging files of conflicting instances to the caller. */
  keepConflicting?: boolean;
}

/** What going through the files of the archive found. */
export interface Reindexed {
  /** Instances that have their rows again. */
  found: number;
  /** Files that are no instance, or not the one that their name says; they are left alone. */
  notUnderstood: number;
  /** Instances that have a row and no file. */
  gone: number;
}

/** What came of taking several instances out of the archive. */
export interface RemovedMany {
  count: number;
  bytes: number;
  /** Files that could not be removed now; the next start tries again. */
  left: number;
}

/** The only room that writes original DICOM. */
export interface Archive {
  /**
   * Decides each instance by SOP Instance UID and content, gives the new ones their final names, flushes them and
   * commits their rows; the staging files are gone afterwards. Calls run side by side and share transactions and
   * flushes, but two calls never decide about the same SOP Instance UID at once.
   * @param record called inside the transaction with the outcomes in the order of the batch, so that who handed them
   *   in writes its own rows in the same transaction
   * @throws EngineError `disk-failed`, `database-failed`; then none of the batch was taken
   */
  take(
    batch: readonly StagedInstance[],
    record: (taken: readonly TakenInstance[]) => void,
    options?: TakeOptions,
  ): Promise<TakenInstance[]>;
  /** Those of the SOP Instance UIDs that are archived. */
  lookUp(uids: readonly string[]): Map<string, KnownInstance>;
  /**
   * Resolves when nobody is taking or removing any of the SOP Instance UIDs: who has a row then has its file flushed.
   */
  untilSettled(uids: readonly string[]): Promise<void>;
  /** Those of the files that an instance was taken from, and that have not changed since: by path. */
  lookUpFiles(files: readonly StampedFile[]): Map<string, KnownInstance>;
  /** Instances of a series (row key) by InstanceNumber; those without one last. */
  instancesOfSeries(seriesKey: number): ArchivedInstance[];
  /**
   * Takes an instance out of the archive. Studies and series that lose their last one stay in the history, empty.
   * @param before is called while the file is still there; nothing is removed when it resolves with false
   * @returns false when nothing was removed
   * @throws EngineError `database-failed`, or what `before` throws
   */
  remove(uid: string, before: (instance: ArchivedFile) => Promise<boolean>): Promise<boolean>;
  /**
   * Takes instances out of the archive, as many as one transaction should take.
   * @param emptied called inside the transaction with the series (row keys) that lost their last instance
   * @throws EngineError `database-failed`, `database-busy`
   */
  removeMany(uids: readonly string[], emptied: (seriesKeys: readonly number[]) => void): Promise<RemovedMany>;
  /**
   * Goes through all files of the archive, beside everything else, and makes rows for those that have none: for a history
   * that was restored from a backup.
   * @throws EngineError `database-failed`, `database-busy`; the reason of the signal
   */
  reindex(signal: AbortSignal): Promise<Reindexed>;
  /** Removes staged instances that are not wanted any more. */
  discard(batch: readonly StagedInstance[]): Promise<void>;
  /** Waits for what is being committed. */
  close(): Promise<void>;
}
