import type {
  ApplicationDetail,
  Arrival,
  AskedFrom,
  Grouping,
  Task,
  TriedService,
  EngineError,
} from '../../contract/index.ts';
import type { ApplicationSettings } from './applications/index.ts';
import type { Backups } from './backups/index.ts';
import type { Completeness } from './completeness/index.ts';
import type { ApplicationContext, EventBus, Logger, Stillness } from './context/index.ts';
import type { History } from './database/index.ts';
import type { Deletion } from './deletion/index.ts';
import type { DiskMeter } from './diskUse/index.ts';
import type { Exports } from './exports/index.ts';
import type { Send } from './delivery/index.ts';
import type { Control, Pool } from './dispatch/index.ts';
import type { TriedWhat } from './drafts/index.ts';
import type { Explain } from './explain/index.ts';
import type { Ground } from './ground.ts';
import type { Intake } from './intake/index.ts';
import type { Peers } from './peers/index.ts';
import type { Estimates } from './estimates/index.ts';
import type { Golden } from './golden/index.ts';
import type { Workbenches } from './workbench/index.ts';
import type { Scratch } from './scratch/index.ts';
import type { Quarantine } from './quarantine/index.ts';
import type { Planning } from './planning/index.ts';
import type { Retention } from './retention/index.ts';
import type { Docker } from './runtimes/index.ts';
import type { Init } from './initTask.ts';
import type { Components } from './components/index.ts';
import type { Services } from './services/index.ts';
import type { Validation } from './validation/index.ts';
import type { Workers } from './workers/index.ts';

/** One application with all its rooms at work. */
export interface OpenApplication {
  context: ApplicationContext;
  settings(): ApplicationSettings;
  intake: Intake;
  quarantine: Quarantine;
  peers: Peers;
  backups: Backups;
  retention: Retention;
  send: Send;
  deletion: Deletion;
  exports: Exports;
  diskMeter: DiskMeter;
  scratch: Scratch;
  golden: Golden;
  workbenches: Workbenches;
  estimates: Estimates;
  /** Ends a task of any kind. @throws EngineError `not-found` */
  cancelTask(task: string): Task;
  completeness: Completeness;
  /** Cancel, requeue, pause and resume. */
  control: Control;
  /** Channels that installed services name. */
  knownChannels(): string[];
  /** Puts aside what is complete and not planned yet. @throws EngineError `not-found` */
  cancelArrival(arrival: string, from: AskedFrom): Arrival;
  services: Services;
  workers: Workers;
  components: Components;
  init: Init;
  /** @throws EngineError `not-found` */
  reprocess(level: Grouping, key: string): Arrival;
  /** Asks the callbacks of a service about all that is stored. */
  replay: Planning['replay'];
  /** Why jobs would run, or not. */
  explain: Explain;
  /** What is wrong with services before they are installed. */
  validation: Validation;
  /** What callbacks answer of a service that is not installed. @throws EngineError `not-found`, `service-invalid` */
  tryService(
    what: TriedWhat,
    on: { level: 'patient' | 'study'; key: string },
    signal: AbortSignal,
  ): Promise<TriedService>;
  /** What filters would keep out of a stored patient or study. @throws EngineError `not-found` */
  previewFilters: Planning['previewFilters'];
  /** Keeps an arrival open for longer. @throws EngineError `not-found` */
  extend(arrival: string, seconds: number): Arrival;
  /** Writes down another name; what runs in containers keeps the one it has. */
  rename(name: string): void;
  /** Writes down whether it is to run; it does so when it is opened anew. */
  setStopped(isStopped: boolean): void;
  /** What keeps its containers from their work; null where nothing does. */
  trouble(): EngineError | null;
  /** Resolves when its containers are up or have a problem, or when the signal is aborted. */
  settled(signal: AbortSignal): Promise<void>;
  /** Closes the doors and begins no more jobs; resolves when none runs, or when the signal is aborted. */
  drain(signal: AbortSignal): Promise<void>;
  /** Stores changed options; they hold from the next arrival or job on. */
  setOptions(options: ApplicationSettings['options']): void;
  describe(): Pick<ApplicationDetail, 'options' | 'runtime' | 'counts'>;
  close(): Promise<void>;
}

/** What all applications of a data home share. */
export interface SharedParts {
  events: EventBus;
  log: Logger;
  docker: Docker;
  ground: Pick<Ground, 'network' | 'secrets'>;
  /** What jobs of all applications take of the machine. */
  pool: Pool;
  /** That of an application, whether it is open or not. */
  stillnessOf(application: string): Stillness;
  /** Folders that are for this program alone. */
  ownPlaces(): readonly string[];
}

/** What becomes of a history that turns out to be damaged while it is in use. */
export interface DamageOptions {
  /** It did, and the application is opened again for that. */
  suspected: boolean;
  onDamage: () => void;
  /** Gets the history as soon as it is open: to be closed when the rooms cannot be opened. */
  onOpened: (history: History) => void;
}
