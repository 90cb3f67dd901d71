import type { MessagePort } from 'node:worker_threads';
import type { ErrorReply, ImportOutcome, QuarantineReason } from '../../../../contract/index.ts';
import type { KnownInstance, StagedInstance, StampedFile } from '../../archive/index.ts';
import type { InstanceHeader } from '../../dicom/index.ts';

/** What one worker is given to do. */
export interface ImportWork {
  kind: 'files' | 'zip' | 'tar' | 'dicomdir';
  /** For all but `files` one path. */
  paths: readonly string[];
  /** The import it belongs to; null for other doors. */
  taskId: string | null;
  stagingFolder: string;
}

/** A file that is not taken, and why. */
export interface NotedFile {
  kind: 'noted';
  path: string;
  outcome: Exclude<ImportOutcome, 'new'>;
  reason: string;
  /** What goes to quarantine; absent for what does not. */
  aside?: AsideFile;
}

/** DICOM that cannot be taken. */
export interface AsideFile {
  /** Where its bytes are. */
  file: string;
  /** It lies in the staging folder and is moved; else it is copied. */
  isStaged: boolean;
  code: QuarantineReason;
  /** As far as it could be read. */
  header: InstanceHeader | null;
}

/** What a worker found out about one file. */
export type FileResult =
  /** Its bytes are staged; the archive decides. */
  | { kind: 'staged'; staged: StagedInstance; remark: string | null }
  | NotedFile
  /** This task took it before an interruption; it is counted. */
  | { kind: 'taken-before' };

/** What a worker asks or tells over the port of its work; each is answered before the next. */
export type WorkerMessage =
  | { type: 'look-up'; uids: string[] }
  | { type: 'look-up-files'; files: StampedFile[] }
  | { type: 'deliver'; results: FileResult[] }
  /** A ZIP archive has this many files. */
  | { type: 'counted'; files: number }
  /** Does the disk guard leave room for so many bytes? */
  | { type: 'room'; bytes: number; waits: boolean }
  | { type: 'end' }
  | { type: 'failed'; error: ErrorReply };

/** Answer of the engine: instances that were asked for, by UID or path, or only that it goes on. */
export interface EngineAnswer {
  known: Map<string, KnownInstance>;
  /** False only where room was asked for, is not there, and is not waited for. */
  hasRoom: boolean;
}

/** What a worker thread receives for a piece of work. */
export interface WorkOrder {
  work: ImportWork;
  /** Where to talk about it. */
  port: MessagePort;
  /** One number: not 0 when the work is to be stopped. */
  stop: SharedArrayBuffer;
}
