import type { FilterOptions, FilterReport, Grouping, JsonObject } from '../../../contract/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { AloneAnswer } from './askAlone.ts';
import type { StoredInput, StoredSubject } from './stored.ts';
import type { Runtime } from '../runtimes/index.ts';
import type { Assessment, Subject } from './assess.ts';
import type { Replay } from './replay/index.ts';

/** What planning needs from the archive. */
export interface InstanceSource {
  /** Every archived instance of a series (row key), in the order in which its first one is looked for. */
  instancesOfSeries(seriesKey: number): readonly SourceInstance[];
}

/** One archived instance. */
export interface SourceInstance {
  /** Orthanc-style identifier. */
  id: string;
  /** Absolute path; only read. */
  file: string;
  /** Bytes that the archive recorded. */
  size: number;
}

/** An installed service as it stands in its folder now. */
export interface PlannedService {
  name: string;
  /** Version that job runs record. */
  contentHash: string;
  /** Entries of its settings.json, unchecked. */
  entries: readonly unknown[];
  /** Why its settings cannot be read at all, or null. */
  problem: string | null;
}

/** What planning needs from the services; asked anew at every arrival, so that changed settings take effect. */
export interface ServiceSource {
  installed(): readonly PlannedService[];
  /** Entries of a settings.json with what was changed in the application of the installed service of that name. */
  withChanges?(name: string, entries: readonly unknown[]): readonly unknown[];
  /** They stay as they are until the returned function is called. */
  hold?(): Promise<() => void>;
}

/** What the composition of the engine hands to planning. */
export interface PlanningOptions {
  runtime: Runtime;
  instances: InstanceSource;
  services: ServiceSource;
  /** Tags of an instance for `headers`, file meta information included, by keyword. */
  readTags: (file: string) => Promise<JsonObject>;
  /**
   * Refuses while the disk is nearly full or cannot be written: an arrival then waits with that problem.
   * @throws EngineError `disk-full`, `disk-failed`
   */
  assertSpace?: () => void;
  /** Called after a commit that queued job runs. */
  wakeDispatch: () => void;
  /** Called after a commit that made a run which ended at once. */
  onRunEnded: (runId: string) => void;
}

/** Turns complete arrivals into runs. */
export interface Planning {
  /** Looks for complete arrivals soon. */
  wake(): void;
  /** Stops planning an arrival that is not to be planned any more; its callbacks are ended. */
  abandon(arrival: string): void;
  /**
   * What rules would keep out of everything that the archive holds of a patient or study.
   * @param key its Orthanc-style identifier
   * @throws EngineError `not-found`, `validation-failed`
   */
  previewFilters(
    what: { level: 'patient' | 'study'; key: string },
    filters: FilterOptions,
    signal: AbortSignal,
  ): Promise<FilterReport>;
  /**
   * What would become of something now, in the archive or not. Asks the callbacks; runs and records nothing.
   * @throws EngineError when the runtime is not usable
   */
  assess(subject: Subject, signal: AbortSignal): Promise<Assessment>;
  /** Asks the callbacks of one service, installed or not. @throws EngineError when the runtime is not usable */
  askAlone(
    about: { service: PlannedService; registryFolder: string; level: Grouping; headers: HeaderPayload },
    signal: AbortSignal,
  ): Promise<AloneAnswer[]>;
  /** Asks the callbacks of a service about all that is stored. */
  replay: Replay;
  /**
   * What the archive holds of a patient or study, as jobs would get it.
   * @throws EngineError `not-found`
   */
  gatherStored(what: StoredSubject, signal: AbortSignal): Promise<StoredInput>;
  /** Ends it; an arrival that is being planned is planned again at the next start. */
  close(): Promise<void>;
}
