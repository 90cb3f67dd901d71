import type { CallbackAnswer, JobObserver, JobOutcome } from '../runtime.ts';
import type { HostMessage } from './protocol.ts';

interface OpenJob {
  environment: string;
  observer: JobObserver;
  settle(outcome: JobOutcome): void;
}

/** A planning session that is open. */
export interface OpenSession {
  answered: ((answer: CallbackAnswer) => void) | null;
  closed: (() => void) | null;
}

/** What was asked of one host and is not settled yet. */
export interface OpenRequests {
  jobs: Map<string, OpenJob>;
  sessions: Map<string, OpenSession>;
  /** Passes a message of the host on to whom it concerns. */
  deliver(message: HostMessage): void;
  /** The host ended: every job in it is lost, every question failed. */
  hostEnded(why: string): void;
}

export function createOpenRequests(onTrouble: (message: string) => void): OpenRequests {
  const jobs = new Map<string, OpenJob>();
  const sessions = new Map<string, OpenSession>();

  return {
    jobs,
    sessions,
    deliver(message) {
      switch (message.event) {
        case 'started': {
          const job = jobs.get(message.id);
          job?.observer.started({ at: message.at, pid: message.pid, environment: job.environment });
          break;
        }
        case 'output':
          jobs
            .get(message.id)
            ?.observer.output({ stream: message.stream, text: message.text, at: message.at });
          break;
        case 'progress':
          jobs.get(message.id)?.observer.progress({ percent: message.percent, message: message.message });
          break;
        case 'ended': {
          const job = jobs.get(message.id);
          jobs.delete(message.id);
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
        case 'trouble':
          onTrouble(message.message);
          break;
        case 'hello':
          break;
      }
    },
    hostEnded(why) {
      const open = [...jobs.values()];
      jobs.clear();
      for (const job of open)
        job.settle({ kind: 'lost', message: `The Python runtime ended under the job. ${why}` });
      const asked = [...sessions.values()];
      sessions.clear();
      for (const session of asked) {
        session.answered?.(unanswered('The Python runtime ended before the callback answered.', why));
        session.closed?.();
      }
    },
  };
}

/** The answer of a callback whose process is gone. */
export function unanswered(message: string, details: string | null): CallbackAnswer {
  return { kind: 'failed', cause: 'died', message, traceback: details, durationMs: 0, output: '' };
}
