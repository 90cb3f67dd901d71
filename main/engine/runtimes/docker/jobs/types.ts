import type { EngineError } from '../../../../../contract/index.ts';
import type { ApplicationFolders, Logger } from '../../../context/index.ts';
import type { InstalledWorker } from '../../../workers/index.ts';
import type { Runtime } from '../../runtime.ts';

/** What a Docker runtime is made of; the composition hands it in. */
export interface DockerRuntimeParts {
  application: { id: string; name: string };
  folders: ApplicationFolders;
  /** Folder that holds the package `dcm_processor_runtime`. */
  packageFolder: string;
  /** Environment variables that all jobs see alike, with paths of this machine; asked for whenever a host starts. */
  variables(): Readonly<Record<string, string>>;
  /** Workers as they are installed now. */
  workers(): readonly InstalledWorker[];
  /** The worker whose image callbacks run in; null: the one that serves the channel `default`, else the first. */
  planningWorker(): string | null;
  /** Network of containers that declare `network`; made where it is not there. */
  network(): Promise<string>;
  /** Proxies and the like, for what is fetched when a container starts. */
  networkVariables(): Promise<Readonly<Record<string, string>>>;
  /** Whether Docker itself starts containers again that ended, and after the machine was started. */
  restartPolicy(): 'no' | 'on-failure' | 'unless-stopped' | 'always';
  /** Time between two looks whether a host lives while it has jobs, in milliseconds; holds from its next start on. */
  heartbeatMs(): number;
  /** Environments, or what is wrong with them, may have changed: who waits for them looks again. */
  onChange(): void;
  log: Logger;
}

/** What is wrong with a worker of the runtime, for a person. */
export interface WorkerProblem {
  worker: string;
  problem: EngineError;
}

/** The runtime of kind `docker`: a container per replica of each worker, and one for callbacks. */
export interface DockerRuntime extends Runtime {
  readonly kind: 'docker';
  problem(): EngineError | null;
  /** Looks again after workers were installed, built, changed or removed; resolves when containers are as they should. */
  reconcile(): Promise<void>;
  /** Jobs that run now, by name of the container. */
  jobsRunning(): ReadonlyMap<string, number>;
  /** What keeps workers from running jobs, and what went wrong as their containers started. */
  problems(): readonly WorkerProblem[];
  /** How jobs are kept apart in a worker; null while none of its containers runs. */
  isolation(worker: string): 'landlock' | 'container' | null;
  /** Ends all work and removes the containers; `close` leaves them for the next engine. */
  stop(): Promise<void>;
}
