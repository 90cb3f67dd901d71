import type { ContainerCreateOptions } from 'dockerode';
import type {
  Container,
  ContainerRole,
  DockerProblem,
  RouteOutput,
  RouteRequest,
} from '../../../../../contract/index.ts';
import type { ContainerPlace, NamedApplication } from './labels.ts';

/** A container that should be there. */
export interface ContainerPlan extends ContainerPlace {
  /** Hash of all that decides whether it must be made anew; the image's identifier included. */
  config: string;
  /** All but its name, its labels and where its log goes, which are added. */
  options: ContainerCreateOptions;
}

/** A container as Docker lists it. */
export interface FoundContainer extends ContainerPlace {
  application: string;
  id: string;
  name: string;
  /** Reference, and identifier of what it is made of. */
  image: string;
  imageId: string;
  config: string;
  state: Container['state'];
}

/** What was done so that all is as it should be. */
export interface Reconciled {
  /** All that should be there, running, by the order of the plans. */
  containers: FoundContainer[];
  created: string[];
  started: string[];
  removed: string[];
  /** Left as they are for now, because `mayReplace` said no. */
  postponed: FoundContainer[];
}

/** How far a comparison goes. */
export interface ReconcileOptions {
  /** What the plans are about: containers of other roles are left alone. All, when absent. */
  roles?: readonly ContainerRole[];
  /** False for one that has to stay for now; it is then told as postponed. */
  mayReplace?: (container: FoundContainer) => boolean;
  signal?: AbortSignal;
}

/** What its runtime knows of a container. */
export interface WorkerFacts {
  jobsRunning: number;
  health: Container['health'];
  problem: DockerProblem | null;
}

/** The containers of all applications of a data home. */
export interface Containers {
  /** Asks Docker by label; of all applications where none is named. Those that do not run are included. */
  find(application?: string): Promise<FoundContainer[]>;
  /** As `find`, with all that is shown of them. */
  list(application: string | undefined, options: { figures: boolean }): Promise<Container[]>;
  /**
   * Compares what is there by label with what should be, and brings it there: makes what is missing, makes anew what
   * is otherwise, starts what does not run, removes what nobody wants.
   * @throws EngineError of Docker; what was done until then stays
   */
  reconcile(
    application: NamedApplication,
    plans: readonly ContainerPlan[],
    options?: ReconcileOptions,
  ): Promise<Reconciled>;
  /**
   * Stops it, within the time that its plan gives it (`StopTimeout`, else 10 s), and removes it when its log is kept;
   * nothing where it is gone already.
   */
  remove(container: { id: string; name: string }): Promise<void>;
  /** Stops; nothing where it does not run or is gone already. @param seconds before it is killed */
  stop(container: { id: string; name: string }, seconds: number): Promise<void>;
  /**
   * Makes the network of an application where it is not there yet.
   * @param subnet its addresses, such as `10.123.45.0/24`; Docker chooses where it is null or absent
   * @returns its name
   */
  ensureNetwork(application: NamedApplication, subnet?: string | null): Promise<string>;
  /** Nothing where it is gone already. */
  removeNetwork(application: NamedApplication): Promise<void>;
  /**
   * From now on the log of each container of the application is kept in `folder`.
   * @returns how to end that
   */
  keepLogs(application: string, folder: string): () => Promise<void>;
  /** A page of a log. @throws EngineError `not-found` */
  readLog(
    folder: string,
    request: Omit<RouteRequest<'containers.logs'>, 'application'>,
  ): Promise<RouteOutput<'containers.logs'>>;
  /** Lets a runtime tell what it knows of its containers; null for those of others. Returns how to stop that. */
  describedBy(source: (container: FoundContainer) => WorkerFacts | null): () => void;
  close(): Promise<void>;
}
