import type { JobDefinition, JobGroup, Reason } from '../../../contract/index.ts';

/** One valid entry of the settings of a service, or of the pre and post services, ready for planning. */
export interface DefinedJob {
  group: JobGroup;
  /** Null for pre and post services of the application settings. */
  service: string | null;
  serviceHash: string | null;
  definition: JobDefinition & { sortPosition: number; onDependencyFailure: 'skip' | 'run' };
  timeoutMs: number;
  /** Greater runs first. */
  priority: number;
  /** Why its callback is not even asked, or null. */
  leftOut: Reason | null;
}

/** An entry that is no job definition. */
export interface InvalidEntry {
  group: JobGroup;
  /** Where the entry has a usable one. */
  jobName: string | null;
}

/** Everything the settings ask for. */
export interface DefinedJobs {
  /** In the order in which callbacks are asked: pre, registry, post; by sortPosition, service name, place. */
  jobs: DefinedJob[];
  invalid: InvalidEntry[];
  warnings: Reason[];
  /** How many of the warnings are about something that now cannot run. */
  faults: number;
}

/** Groups in their order. */
export const groupOrder: readonly JobGroup[] = ['pre', 'registry', 'post'];
