import type { JobRunState, RunState } from './states.ts';
import type { ServiceLink } from './serviceLife.ts';
import type { Task } from './tasks.ts';

/** What changed, by event name. Small and coalesced: clients read again what they show. */
export interface EventMap {
  'applications.changed': { application: string | null };
  'services.changed': { application: string };
  /** The linked folder of a service was saved, mended, broken, or went away. */
  'service_link.changed': {
    application: string;
    service: string;
    state: ServiceLink['state'];
    /** Findings of what was saved. */
    errors: number;
    warnings: number;
  };
  /** State of a component, or what is exchanged with it. */
  'components.changed': { application: string };
  /** Settings, image or state of a worker. */
  'workers.changed': { application: string };
  /** A build has told more. */
  'build.grown': { application: string };
  /** `application` is null for tasks of the engine itself. */
  'tasks.changed': { application: string | null; task: Task };
  /** State, counts or rates of a door, or the space on the disk. */
  'doors.changed': { application: string };
  'quarantine.changed': { application: string };
  'arrivals.changed': { application: string };
  /** Something was paused or resumed. */
  'channels.changed': { application: string };
  'studies.changed': { application: string };
  'runs.changed': { application: string; run: string; state: RunState };
  'job_runs.changed': {
    application: string;
    run: string;
    jobRun: string;
    state: JobRunState;
    percent: number | null;
    /** What the job said with its percentage; absent where it said nothing new. */
    progressMessage?: string;
  };
  /** The log of an attempt has grown to `bytes`. */
  'log.grown': { application: string; jobRun: string; attempt: number; bytes: number };
  /** Docker was found, lost or has another problem. */
  'docker.changed': { application: null };
  /** Containers of the application came, went, or changed their state. */
  'containers.changed': { application: string };
  /** The log of a container has grown to `end`, a position. */
  'container_log.grown': { application: string; container: string; end: number };
}

export type EventName = keyof EventMap;
export type EventPayload<Name extends EventName> = EventMap[Name];
