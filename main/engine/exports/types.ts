import type { z } from 'zod';
import type { RouteOutput, RouteRequest, Task } from '../../../contract/index.ts';
import type { ArchivedInstance } from '../archive/index.ts';
import type { exportTaskSchema } from './task.ts';

/** What an export is to do; kept with its task. */
export type ExportTask = z.infer<typeof exportTaskSchema>;

/** One file of an export. */
export interface ExportEntry {
  /** Absolute; only read. */
  file: string;
  /** Relative to the target, with `/`. */
  path: string;
  size: number;
  record: ExportRecord;
}

/** What an index of the files tells of one of them. Texts as they stand in it. */
export interface ExportRecord {
  PatientID: string;
  PatientName: string;
  StudyInstanceUID: string;
  StudyDate: string;
  StudyTime: string;
  StudyDescription: string;
  AccessionNumber: string;
  StudyID: string;
  SeriesInstanceUID: string;
  Modality: string;
  SeriesNumber: string;
  SeriesDescription: string;
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
  InstanceNumber: number | null;
}

/** Where an export writes. */
export interface ExportSink {
  /** Resolves when there is room for the next one. `onWritten`: called when it is. */
  add(entry: ExportEntry, onWritten: () => void): Promise<void>;
  /** A small file of our own, such as an index. */
  addBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** Resolves when all that was added is written. */
  settle(): Promise<void>;
  /** Resolves when it is whole. */
  finish(): Promise<void>;
  /** Ends without that; what was written is removed by who asked for it. */
  abort(cause: unknown): Promise<void>;
}

/** What the composition hands to the room. */
export interface ExportRooms {
  instances: { instancesOfSeries(seriesKey: number): ArchivedInstance[] };
  anonymizers: Anonymizers;
}

/** Services that anonymise. */
export interface Anonymizers {
  /** Names of the installed ones. */
  list(): string[];
  /**
   * Runs one on series of a stored study, beside the history, and hands over the folder with what it left there.
   * @param id of the task; what an interrupted run of it left is removed first
   * @throws EngineError where the service cannot be run, declined, or failed
   */
  run(
    asked: {
      id: string;
      service: string;
      /** Identifier. */
      study: string;
      /** Row keys. */
      series: readonly number[];
      signal: AbortSignal;
      /** Told what it waits for, in words; null: for nothing any more. */
      onWaiting: (why: string | null) => void;
    },
    use: (dataFolder: string) => Promise<void>,
  ): Promise<void>;
  /** Removes what an interrupted run of a task left. */
  clear(id: string): Promise<void>;
}

/** Writes what the archive holds to places outside. */
export interface Exports {
  /** @throws EngineError `not-found`, `validation-failed` */
  preview(
    request: Omit<RouteRequest<'studies.preview_export'>, 'application'>,
  ): Promise<RouteOutput<'studies.preview_export'>>;
  /**
   * Starts an export; it begins anew after a restart.
   * @throws EngineError `not-found`, `validation-failed`, `file-exists`, `folder-not-usable`, `disk-full`,
   *   `service-not-found`
   */
  start(request: Omit<RouteRequest<'studies.export'>, 'application'>): Promise<Task>;
  /** Ends one, but for what is whole: that gets its name at this moment. @throws EngineError `not-found` */
  cancel(task: string): Task;
  close(): Promise<void>;
}
