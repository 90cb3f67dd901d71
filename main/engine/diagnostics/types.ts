import type {
  ApplicationOptions,
  CheckFix,
  CheckId,
  CheckResult,
  DockerState,
  Finding,
  SecretsReply,
  WatchedFolderState,
} from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';

/** An application as the checks see it. */
export interface CheckedApplication {
  id: string;
  name: string;
  folder: string;
  isStopped: boolean;
  /** Why it cannot be opened, or what keeps it from its work; null where nothing does. */
  problem: { message: string; advice: string | null } | null;
  /** Null where it cannot be opened. */
  open: OpenedApplication | null;
}

/** What has a port: a door, or the Orthanc beside the application. */
export type PortOwner = 'scp' | 'http' | 'orthanc';

/** What can only be asked of an application that is open. */
export interface OpenedApplication {
  folders: ApplicationFolders;
  history: History;
  options: ApplicationOptions;
  /** Environments that run jobs, and why there are none. */
  runtime: {
    problem: string | null;
    details: string | null;
    environments: readonly { name: string; description: string; slots: number }[];
  };
  /** Ports that are in use elsewhere or cannot be had, those that are wanted, and what is open at its port all the same. */
  ports(): Promise<{
    findings: readonly Finding[];
    used: readonly string[];
    working: ReadonlySet<PortOwner>;
  }>;
  /** Resolves once a door is open, or when the signal is aborted. */
  doorOpened(door: 'scp' | 'http', signal: AbortSignal): Promise<void>;
  watchedFolders(): readonly WatchedFolderState[];
  peers(): readonly { name: string }[];
  /** Milliseconds until a peer answered. */
  echo(peer: string, signal: AbortSignal): Promise<number>;
  /** Counts, services, workers and channels, for a report. */
  describe(): Record<string, unknown>;
  /** Names of services, jobs, workers and channels. */
  names(): readonly string[];
}

/** What the checks are about, and what they may do. */
export interface Surroundings {
  home: string;
  version: string;
  startedAt: number;
  logFile: string;
  applications(): readonly CheckedApplication[];
  docker: {
    state(): Promise<DockerState>;
    reconnect(): Promise<DockerState>;
    start(signal: AbortSignal): Promise<DockerState>;
  };
  secrets(): Promise<SecretsReply>;
  network(): unknown;
  /** Ids of tasks of the engine that run, whose files are no leftovers. */
  runningTasks(): readonly string[];
  /** Opens an application again, with its newest good backup where its history is damaged. */
  reopen(application: string, isDamaged: boolean): Promise<void>;
  setOptions(application: string, options: Partial<ApplicationOptions>): void;
}

/** What a check is given. */
export interface CheckedWith {
  surroundings: Surroundings;
  /** Aborted at the end of the time limit, or when nobody wants the answer any more. */
  signal: AbortSignal;
}

/** What a check found. What is left out: no advice, no command, no fix, no facts. */
export type Found = Pick<CheckResult, 'state' | 'found'> &
  Partial<Pick<CheckResult, 'advice' | 'command' | 'fix' | 'facts'>>;

/** One thing that is looked at. */
export interface Check<Of = undefined> {
  id: CheckId;
  /** After so many milliseconds it has failed. */
  limitMs: number;
  look(of: Of, given: CheckedWith): Promise<Found> | Found;
  /** What `fix` of what was found does. */
  fixes?: Partial<Record<CheckFix, (of: Of, given: CheckedWith) => Promise<void> | void>>;
}
