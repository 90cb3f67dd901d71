import type {
  Page,
  RepeatCheck,
  RouteRequest,
  ScratchDetail,
  ScratchSummary,
  Task,
} from '../../../contract/index.ts';
import type { Dispatch } from '../dispatch/index.ts';
import type { Planning } from '../planning/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { Services } from '../services/index.ts';
import type { Instances } from './archivedInput.ts';

/** What the composition of the engine hands to scratch runs. */
export interface ScratchOptions {
  runtime: Runtime;
  trials: Dispatch['trials'];
  services: Services;
  instances: Instances;
  planning: Pick<Planning, 'gatherStored'>;
}

/** A run that is lent to somebody and leaves no record. */
export interface LentRun {
  /** Of who asks; what an interrupted run of the same id left is removed first. */
  id: string;
  service: string;
  /** Orthanc-style identifier. */
  study: string;
  /** Row keys of the series of it that it runs on. */
  series: readonly number[];
  signal: AbortSignal;
  /** Told what it waits for, in words; null: for nothing any more. */
  onWaiting: (why: string | null) => void;
}

/** A job run that is wanted again. */
export interface WantedAgain {
  jobRun: string;
  /** Number of the attempt; the last one that has a provenance card when absent. */
  attempt?: number | undefined;
}

/** Runs of services beside the ordinary history. */
export interface Scratch {
  /** @throws EngineError `service-not-found`, `service-invalid`, `not-found`, `not-repeatable` */
  start(request: Omit<RouteRequest<'scratch.start'>, 'application'>): Promise<Task>;
  /** @throws EngineError `not-found` */
  checkAgain(wanted: WantedAgain): Promise<RepeatCheck>;
  /** @throws EngineError `not-found`, `not-repeatable` */
  again(wanted: WantedAgain, anyway: boolean): Promise<Task>;
  /**
   * Runs an installed service on a stored study and hands over the folder with what it left, which goes afterwards.
   * @throws EngineError where it cannot be run, declined, or failed
   */
  lend(run: LentRun, use: (dataFolder: string) => Promise<void>): Promise<void>;
  /** Removes what an interrupted run left that was lent. */
  clearLent(id: string): Promise<void>;
  /** @throws EngineError `not-found` */
  get(id: string): ScratchDetail;
  list(request: { limit: number; cursor?: string | undefined }): Page<ScratchSummary>;
  /** @throws EngineError `not-found` where there is none or it runs */
  remove(id: string): Promise<void>;
  /** Those that ended before a time, in milliseconds since the epoch. */
  endedBefore(time: number): { folder: string; remove(): Promise<void> }[];
  cancel(task: string): Task;
  /** True where a scratch run refers to a version of a service. */
  uses(version: string): boolean;
  close(): Promise<void>;
}
