import type { z } from 'zod';
import type {
  ApplicationOptions,
  ApplicationSummary,
  ChosenWorkerOptions,
  LegacyApplication,
  LegacyPart,
  RouteOutput,
  RouteRequest,
  Task,
  applicationOptionsSchema,
} from '../../../contract/index.ts';
import type { NetworkSettings } from '../../../contract/index.ts';

/** What is not brought over, and why. */
export type Left = LegacyApplication['left'][number];
/** A setting that is brought over, for people. */
export type BroughtSetting = LegacyApplication['settings'][number];

/** A service of an old application, and where its two packages lie. */
export interface OldService extends LegacyPart {
  registry: string;
  module: string;
}

/** A worker of an old application, with what its Compose file says of its container. */
export interface OldWorker extends LegacyPart {
  options: ChosenWorkerOptions;
}

/** An old application as it was read. */
export interface OldApplication {
  view: LegacyApplication;
  options: z.input<ReturnType<typeof applicationOptionsSchema.partial>>;
  /** Null where it had none. */
  orthanc: NonNullable<ApplicationOptions['docker']['components']['orthanc']> | null;
  services: OldService[];
  workers: OldWorker[];
  /** orthanc.json, where it names peers. */
  peersFile: string | null;
  /** Jobs before and after all others that belong to the bundled service `base`. */
  jobsOfBase: { preServices: unknown[]; postServices: unknown[] };
}

/** What an application here takes of an old one. */
export interface LegacyTarget {
  /**
   * @param folder with both packages in it, which is gone afterwards
   * @param origin where it came from
   * @throws EngineError
   */
  installService(name: string, folder: string, origin: string): Promise<void>;
  /** @throws EngineError */
  installWorker(name: string, folder: string, options: OldWorker['options']): Promise<string[]>;
  /** @throws EngineError */
  importPeers(file: string): Promise<RouteOutput<'peers.import'>>;
}

/** What bringing over needs of the engine. */
export interface LegacyRooms {
  /** Names of applications that there are. */
  names(): string[];
  /** Makes one that is stopped. */
  create(request: RouteRequest<'applications.create'>): Promise<ApplicationSummary>;
  target(application: string): LegacyTarget;
  summary(application: string): ApplicationSummary;
  network: {
    settings(): NetworkSettings;
    set(changes: Partial<NetworkSettings>): Promise<unknown>;
  };
  tasks: {
    start(
      kind: 'legacy',
      title: string,
      run: (work: {
        id: string;
        signal: AbortSignal;
        report(progress: { done?: number; total?: number | null }): void;
        making(path: string): void;
      }) => Promise<void>,
    ): Task;
  };
}

/** What the command-line tool left on this machine. */
export interface Legacy {
  /** @throws EngineError `legacy-not-found`, `legacy-damaged` */
  look(configFile: string | undefined): Promise<RouteOutput<'legacy.look'>>;
  /** @throws EngineError `legacy-…`, and as `applications.create` */
  import(request: RouteRequest<'legacy.import'>): Promise<Task>;
  /** @throws EngineError `not-found` */
  result(task: string): RouteOutput<'legacy.result'>;
  importNetwork(configFile: string | undefined): Promise<RouteOutput<'legacy.import_network'>>;
}
