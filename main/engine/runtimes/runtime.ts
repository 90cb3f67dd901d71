import type { EngineError, EnvironmentLock, JsonObject, JsonValue } from '../../../contract/index.ts';

/**
 * One place where Python runs: `local` (this machine), `docker` and `rq` implement the same face. A request is
 * self-contained JSON, so that it can cross to another process, container or machine.
 */
export interface Runtime {
  readonly kind: 'local' | 'docker' | 'rq';
  /** The environments this runtime offers, with the channels they serve. */
  environments(): readonly RuntimeEnvironment[];
  /**
   * What one of its environments is made of now; cheap while nothing was installed or removed.
   * @throws EngineError `runtime-failed`
   */
  lock(environment: string): Promise<EnvironmentLock>;
  /**
   * How a person starts the Python of an environment from this machine.
   * @throws EngineError `runtime-failed` where that cannot be done
   */
  byHand(environment: string): Promise<ByHand>;
  /** Opens one planning session: the callbacks of one arrival, asked one after the other. */
  openPlanning(request: PlanningRequest, signal: AbortSignal): Promise<PlanningSession>;
  /**
   * Runs one job to its end. Resolves for every way a job can end; rejects only when the runtime itself is
   * unusable (an `EngineError` that says what to do).
   */
  run(request: JobRequest, observer: JobObserver, signal: AbortSignal): Promise<JobOutcome>;
  /** Why it can run nothing now, though it was started; null where it can. */
  problem?(): EngineError | null;
  /** It is only being started, and has no environments until then. */
  isStarting?(): boolean;
  /** Ends every process of the runtime, jobs included. */
  close(): Promise<void>;
}

/** A Python as a person starts it, with these environment variables and no others. */
export interface ByHand {
  /** What starts it: a script and its arguments follow. */
  command: readonly string[];
  /** For people. */
  executable: string;
  /** Folder that holds the package `dcm_processor_runtime`, as that Python sees it. */
  packageFolder: string;
  variables: Record<string, string>;
  /** A path of this machine as that Python sees it. */
  path(hostPath: string): string;
  /** A job as that Python is to get it. */
  request(request: JobRequest): JobRequest;
}

/** One Python environment and what it serves. */
export interface RuntimeEnvironment {
  name: string;
  /** Channels served; `*` serves every channel that no other environment names. */
  channels: readonly string[];
  /** How many jobs it runs at once. */
  slots: number;
  /** For people: `Python 3.11.7, /usr/bin/python3`. */
  description: string;
  /** It takes jobs before their turn (`JobRequest.turn`). */
  takesAhead?: boolean;
  /** What it has beside slots; absent where that is not known. */
  machine?: RuntimeMachine;
}

/** What a machine has for jobs, and what it can hold them to. */
export interface RuntimeMachine {
  /** Graphics cards that jobs can have for themselves, as `CUDA_VISIBLE_DEVICES` names them. */
  gpus: readonly string[];
  /**
   * What the cards are on the machine, one for each of `gpus`: other environments may number the same ones otherwise.
   * Absent: `gpus` names them.
   */
  devices?: readonly string[];
  /** Memory in bytes. */
  memory: number;
  /** Whether it keeps a job from taking more memory than it asked for. */
  limitsMemory: boolean;
}

/** What a planning session needs once: everything the callbacks of one arrival share. */
export interface PlanningRequest {
  /** Folder that holds one Python package per service (`REGISTRY`). */
  registryFolder: string;
  /** Value of `headers` (compatibility document, section 2.2). */
  headers: JsonObject;
  /** Environment variables beside the machine's own, e.g. DATA, LOGS, REGISTRY. */
  variables: Record<string, string>;
  /** A callback that has not answered after this time is ended, in milliseconds. */
  callbackTimeoutMs: number;
}

/** Callbacks of one arrival run in a process of their own; changed code takes effect in the next session. */
export interface PlanningSession {
  /**
   * Asks one callback, and once more where the process that runs callbacks ended under it. Resolves for every way it
   * can answer or fail; the session stays usable.
   * @throws EngineError `runtime-failed`, `cancelled` where nothing can be asked any more
   */
  ask(question: CallbackQuestion): Promise<CallbackAnswer>;
  close(): Promise<void>;
}

/** One call `callback(jobName=…, headers=…, added_params=…, params=…)`. */
export interface CallbackQuestion {
  jobName: string;
  /** Dotted name, e.g. `segmentation.callback`. */
  callback: string;
  /** The definition's `params`, or null where it has none. */
  params: JsonObject | null;
  /** What jobs accepted before this one injected, by job name. */
  addedParams: JsonObject;
  /** Its own `headers`, where it is about a part of the arrival. */
  headers?: JsonObject;
  /** Asked in a copy of the session's process, so that it leaves nothing behind for the next question. */
  isApart?: boolean;
}

/** What a callback answered. `failed` covers a raise, nonsense, a time-out, a missing function, a dead process. */
export type CallbackAnswer = {
  durationMs: number;
  /** Text the callback printed, cut to 64 KiB. */
  output: string;
} & (
  | { kind: 'accepted'; injected: JsonObject | null; warning: string | null }
  | { kind: 'declined'; warning: string | null }
  | {
      kind: 'failed';
      cause: 'raised' | 'invalid-answer' | 'timed-out' | 'not-found' | 'import-failed' | 'died';
      message: string;
      traceback: string | null;
    }
);

/** One attempt of one job run. */
export interface JobRequest {
  /** Unique per attempt: `<job run id>:<attempt number>`. */
  id: string;
  jobRunId: string;
  channel: string;
  /** Dotted name, e.g. `segmentation.worker`. */
  worker: string;
  /** Keyword arguments of the worker function. */
  arguments: { jobName: string; headers: JsonObject; params: JsonObject | null; added_params: JsonObject };
  /** `dependency_results` of worker functions that take it: what came of the jobs that this one waited for. */
  dependencyResults?: JsonObject;
  /** Folder that holds one Python package per service (`MODULES`); appended to `sys.path`. */
  modulesFolder: string;
  /** The run's own data folder (`DATA`), also the working directory. */
  dataFolder: string;
  /** Environment variables beside the machine's own. */
  variables: Record<string, string>;
  /** The job and everything it started is ended after this time, in milliseconds. */
  timeoutMs: number;
  /** Output beyond this many bytes is counted, not kept. */
  logLimitBytes: number;
  /** The most memory that each of its processes may take, where the machine can limit it; no limit when absent. */
  memoryBytes?: number;
  /** When it may begin, for an environment that takes jobs ahead; at once when absent. */
  turn?: JobTurn;
}

/** The turn of a job among those that have one: they begin in the order in which they were asked for. */
export type JobTurn = {
  /** It begins once fewer of them run than this. */
  limit: number;
  /** It was asked for before there was room for it. */
  isAhead: boolean;
};

/**
 * Why the signal of a job is aborted whose worker was not heard of for as long as its lease: whatever runs it is to be
 * ended, with everything it started, before `run` settles.
 */
export const leaseLost = 'lease-lost';

/** What happens while a job runs. Calls come in order; after the promise of `run` settles none follows. */
export interface JobObserver {
  /** The child process exists and is about to enter the worker function. `at` in ms since the epoch. */
  started(info: { at: number; pid: number; environment: string }): void;
  /** A piece of output as it came (whole or part lines), UTF-8 decoded with replacement. */
  output(piece: { stream: 'stdout' | 'stderr'; text: string; at: number }): void;
  progress(update: { percent: number; message: string }): void;
  /** What runs the job was heard of. Once it came, it comes again every few seconds as long as that lives. */
  alive?(): void;
}

/** How an attempt ended. */
export type JobOutcome =
  | { kind: 'succeeded'; result: JsonValue; resultIsRepr: boolean; droppedOutputBytes: number }
  | {
      kind: 'failed';
      error: { type: string; message: string; traceback: string | null };
      droppedOutputBytes: number;
    }
  /** The process ended without a result: `sys.exit`, a signal, out of memory. */
  | {
      kind: 'died';
      exitCode: number | null;
      signal: string | null;
      message: string;
      droppedOutputBytes: number;
    }
  | { kind: 'timed-out'; droppedOutputBytes: number }
  | { kind: 'cancelled'; droppedOutputBytes: number }
  /** Its turn did not come soon enough: nothing of it has happened. */
  | { kind: 'given-back' }
  /** The process that runs jobs vanished, or could make none; `workerEnded`: with this job `alone` in it, or not. */
  | { kind: 'lost'; message: string; workerEnded?: 'alone' | 'shared' };
