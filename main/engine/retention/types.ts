import type { CleanUp, RetentionOptions, RetentionPart } from '../../../contract/index.ts';

/** Parts of a run that can be removed. */
export type RunPart = Exclude<RetentionPart, 'service-logs' | 'quarantine' | 'scratch'>;

/** Bytes of each part of a run's folder. */
export type RunSizes = Record<RunPart, number>;

/** Something of a run that is to be removed. */
export interface Removal {
  runId: string;
  part: RunPart;
  bytes: number;
  /** Why, for a person. */
  message: string;
}

/** Something that a person tried beside the history. */
export interface OldTrial {
  /** All its files lie here. */
  folder: string;
  /** Removes it with its rows. @throws EngineError where it is in use again */
  remove(): Promise<void>;
}

/** What the composition of the engine hands to this room. */
export interface RetentionRooms {
  /** Deletes files from quarantine for good; returns how many there were. */
  deleteQuarantined(ids: readonly string[]): Promise<number> | number;
  /** Scratch runs and opened jobs that nobody has worked on since, in milliseconds since the epoch. */
  trialsBefore(time: number): Promise<OldTrial[]>;
}

/** Removes what runs left behind when it is old, or too much. */
export interface Retention {
  /** @param options in place of the application's own */
  preview(options: RetentionOptions | undefined, signal: AbortSignal): Promise<CleanUp>;
  cleanUp(options: RetentionOptions | undefined, signal: AbortSignal): Promise<CleanUp>;
  /**
   * Removes the copies of input images of a run that has ended.
   * @returns whether it has none any more; false where the run has not ended, or something is left to do for it
   */
  removeInputs(run: string, why: string): Promise<boolean>;
  /** Looks soon: options changed. */
  wake(): void;
  close(): Promise<void>;
}
