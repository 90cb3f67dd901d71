import type { Witness } from '../provenance/index.ts';
import type { Control } from './control/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { Pool, TrialShare } from './sharing/index.ts';

/** What the composition of the engine hands to dispatch. */
export interface DispatchOptions {
  runtime: Runtime;
  /** Tells what a job runs with, for its provenance card; without it there is none. */
  witness?: Witness;
  /** Folder with the package of a service, which it is while jobs still use the version before; else the application's. */
  modulesOf?: (service: string) => string;
  /** False while the disk is nearly full or cannot be written: no job begins. True where it is absent. */
  hasSpace?: () => boolean;
  /** What it shares with the other applications of the engine; a pool of its own where it is absent. */
  pool?: Pool;
  /** Name of the application, for people; its id where it is absent. */
  name?: () => string;
  /** Called after the commit that ended a run. */
  onRunEnded: (runId: string) => void;
}

/** The queue: claims what is queued, runs it, records how it ended. */
export interface Dispatch {
  /** What people do with it. */
  control: Control;
  /** Slots and cards for what is run beside the queue. */
  trials: Pick<TrialShare, 'take'>;
  /** Looks for queued job runs soon. */
  wake(): void;
  /** Begins no more jobs; resolves when none runs any more, or when the signal is aborted. */
  drain(signal: AbortSignal): Promise<void>;
  /** Ends it: running jobs are interrupted and queued again for the next start. */
  close(): Promise<void>;
}
