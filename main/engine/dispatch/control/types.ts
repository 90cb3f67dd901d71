import type {
  AskedFrom,
  Cancelled,
  Channels,
  JobRunChoice,
  Requeued,
  Waiting,
} from '../../../../contract/index.ts';
import type { Runtime, RuntimeEnvironment } from '../../runtimes/index.ts';

/** What dispatch and the composition hand to control. */
export interface ControlOptions {
  runtime: Pick<Runtime, 'environments' | 'problem' | 'isStarting'>;
  /** False while no job begins because the disk is nearly full or cannot be written. */
  hasSpace: () => boolean;
  /** Nothing begins, because the application is stopped. */
  isStopped: () => boolean;
  /** Slots of an environment that are free, and not kept for others who wait longer. */
  free: (environment: RuntimeEnvironment) => number;
  /** Slots of an environment that trials have or wait for. */
  besideQueue: (environment: string) => number;
  /** Who has the graphics cards of an environment, as the end of a sentence; empty where nobody has. */
  cardsInUse: (environment: RuntimeEnvironment) => string;
  /** Ends the processes of a running job run; one that is not known has ended. */
  interrupt: (key: number) => void;
  /** Looks for queued job runs soon. */
  wake: () => void;
  /** Called after a commit that ended a run. */
  onRunEnded: (runId: string) => void;
}

/** What people do with the queue: cancel, requeue, pause, and why something waits. */
export interface Control {
  /** False while many job runs are being cancelled or requeued: none of them may begin meanwhile. */
  mayClaim(): boolean;
  /** Ends the chosen job runs. @throws EngineError `not-found`: then nothing was changed */
  cancel(asked: { choice: JobRunChoice; from: AskedFrom; withCleanUp: boolean }): Promise<Cancelled>;
  /** Gives the chosen job runs another attempt. @throws EngineError `not-found`: then nothing was changed */
  requeue(asked: { choice: JobRunChoice; from: AskedFrom; below: boolean }): Promise<Requeued>;
  /** Claims nothing more of a channel, or at all. @param known channels that installed services name */
  pause(channel: string | undefined, from: AskedFrom, known: readonly string[]): Channels;
  resume(channel: string | undefined, known: readonly string[]): Channels;
  channels(known: readonly string[]): Channels;
  /** Why a job run waits at this moment; null where it does not wait, or is not known. */
  whyWaiting(jobRun: string): Waiting | null;
  /** Ends after the transaction that is under way; the next start goes on with the rest. */
  close(): Promise<void>;
}
