import type { CallbackAnswer, JobObserver, JobOutcome } from '../runtime.ts';
import type { HostMessage } from './protocol.ts';
import type { Watch } from './watch.ts';

/** A job that a host is at. */
export interface OpenJob {
  environment: string;
  observer: JobObserver;
  /** It may still wait for its turn. */
  waits: boolean;
  /** Its outcome should the host end under it; null: lost. */
  otherwise: JobOutcome | null;
  settle(outcome: JobOutcome): void;
  /** The observer threw: the job is to be given up. */
  observerFailed(cause: unknown): void;
}

/** What came of a question: what the callback answered, or that the host ended, whoever is to blame for it. */
export type Answered = CallbackAnswer | { kind: 'host-ended'; why: string };

/** A planning session that a host is at. */
export interface OpenSession {
  answered: ((answer: Answered) => void) | null;
  closed: (() => void) | null;
}

/** What was asked of one host and is not settled yet. */
export interface HostRequests {
  readonly jobs: ReadonlyMap<string, OpenJob>;
  readonly sessions: ReadonlyMap<string, OpenSession>;
  /** Takes one; false where the host has ended, and the job is settled by that. */
  addJob(id: string, job: OpenJob): boolean;
  /** The host was silent before the job came, and was not heard of since: the job is not what stopped it. */
  isBlameless(id: string): boolean;
  /** Takes one; false where the host has ended. */
  addSession(id: string, session: OpenSession): boolean;
  /** Passes a message of the host on to whom it concerns. */
  deliver(message: HostMessage): void;
  /** Why the host ended; null while it lives. */
  readonly ended: string | null;
  /** The host ended: what it was at is settled for good. */
  hostEnded(why: string): void;
}

/**
 * @param options.onTrouble hears what the host could not make sense of, which is a fault of this program
 * @param options.watched tells whether the host was silent before a job came
 */
export function createHostRequests(options: {
  onTrouble: (message: string) => void;
  watched: Pick<Watch, 'words' | 'isSilent'>;
}): HostRequests {
  const { onTrouble, watched } = options;
  /** Jobs that came to a host that was silent already, with what it had said by then. */
  const late = new Map<string, number>();
  const jobs = new Map<string, OpenJob>();
  const sessions = new Map<string, OpenSession>();
  let ended: string | null = null;

  function observe(id: string, tell: (job: OpenJob) => void): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    try {
      tell(job);
    } catch (cause) {
      job.observerFailed(cause);
    }
  }

  return {
    jobs,
    sessions,
    addJob(id, job) {
      if (ended === null) {
        jobs.set(id, job);
        if (watched.isSilent) late.set(id, watched.words);
      } else {
        // It is not what ended the host.
        job.settle(lostBy(job, ended, 'shared'));
      }
      return ended === null;
    },
    isBlameless: (id) => late.get(id) === watched.words,
    addSession(id, session) {
      if (ended === null) sessions.set(id, session);
      return ended === null;
    },
    get ended() {
      return ended;
    },
    deliver(message) {
      switch (message.event) {
        case 'started':
          observe(message.id, (job) => {
            job.waits = false;
            const { observer, environment } = job;
            observer.started({ at: message.at, pid: message.pid, environment });
          });
          break;
        case 'output':
          observe(message.id, ({ observer }) =>
            observer.output({ stream: message.stream, text: message.text, at: message.at }),
          );
          break;
        case 'progress':
          observe(message.id, ({ observer }) =>
            observer.progress({ percent: message.percent, message: message.message }),
          );
          break;
        case 'ended': {
          const job = jobs.get(message.id);
          jobs.delete(message.id);
          late.delete(message.id);
          job?.settle(message.outcome);
          break;
        }
        case 'answer': {
          const session = sessions.get(message.session);
          const answered = session?.answered;
          if (session) session.answered = null;
          answered?.(message.answer);
          break;
        }
        case 'planning-closed': {
          const session = sessions.get(message.session);
          sessions.delete(message.session);
          session?.answered?.(
            unanswered('The planning session was closed before the callback answered.', null),
          );
          session?.closed?.();
          break;
        }
        case 'pong':
          for (const { observer } of jobs.values()) observer.alive?.();
          break;
        case 'trouble':
          onTrouble(message.message);
          break;
        case 'hello':
          break;
      }
    },
    hostEnded(why) {
      ended = why;
      const open = [...jobs].map(([id, job]) => ({ job, isBlameless: late.get(id) === watched.words }));
      // A callback may be what ended it.
      const isAlone = open.length === 1 && sessions.size === 0;
      jobs.clear();
      late.clear();
      for (const { job, isBlameless } of open) {
        job.settle(lostBy(job, why, isAlone && !isBlameless ? 'alone' : 'shared'));
      }
      const asked = [...sessions.values()];
      sessions.clear();
      for (const session of asked) {
        session.answered?.({ kind: 'host-ended', why });
        session.closed?.();
      }
    },
  };
}

/** What becomes of a job whose host has ended. */
function lostBy(job: OpenJob, why: string, workerEnded: 'alone' | 'shared'): JobOutcome {
  if (job.otherwise !== null) return job.otherwise;
  if (job.waits) return { kind: 'given-back' };
  return { kind: 'lost', message: `The Python runtime ended under the job. ${why}`, workerEnded };
}

/** The answer of a callback whose process is gone. */
export function unanswered(message: string, details: string | null): CallbackAnswer {
  return { kind: 'failed', cause: 'died', message, traceback: details, durationMs: 0, output: '' };
}
