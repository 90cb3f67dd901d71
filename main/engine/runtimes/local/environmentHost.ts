import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { Logger } from '../../context/index.ts';
import type {
  CallbackAnswer,
  JobObserver,
  JobOutcome,
  JobRequest,
  PlanningRequest,
  PlanningSession,
} from '../runtime.ts';
import type { Interpreter } from './findPython.ts';
import { startHost } from './hostProcess.ts';
import type { HostProcess } from './hostProcess.ts';
import { createOpenRequests, unanswered } from './openRequests.ts';
import type { OpenSession } from './openRequests.ts';

/** First and longest pause before a host that died is started again, in milliseconds. */
const firstPause = 200;
const longestPause = 10_000;
/** A host that lived this long is no longer held against the next one, in milliseconds. */
const goodLife = 60_000;
/** Time beyond its limit after which a job's host is taken for dead, in milliseconds. */
const guardTime = 10_000;

/** One environment: a warm host that is started again when it dies. */
export interface EnvironmentHost {
  run(request: JobRequest, observer: JobObserver, signal: AbortSignal): Promise<JobOutcome>;
  openPlanning(request: PlanningRequest, signal: AbortSignal): Promise<PlanningSession>;
  close(): Promise<void>;
}

/**
 * Starts the host of an environment.
 * @throws EngineError `runtime-failed`
 */
export async function openEnvironmentHost(options: {
  name: string;
  interpreter: Interpreter;
  packageFolder: string;
  log: Logger;
}): Promise<EnvironmentHost> {
  const { log } = options;
  let closed = false;
  let failures = 0;
  let earliestStart = 0;
  const living = new Set<HostProcess>();

  interface Running {
    host: HostProcess;
    open: ReturnType<typeof createOpenRequests>;
  }
  let current: Promise<Running> | null = null;

  async function begin(): Promise<Running> {
    const pause = earliestStart - Date.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    if (closed) throw new EngineError('runtime-failed', 'The Python runtime is being closed.');
    const open = createOpenRequests((message) =>
      log.error({ environment: options.name, message }, 'Python host in trouble'),
    );
    const startedAt = Date.now();
    const ended = (why: string) => {
      current = null;
      living.delete(host);
      failures = Date.now() - startedAt > goodLife ? 0 : failures + 1;
      earliestStart = Date.now() + Math.min(firstPause * 2 ** failures, longestPause);
      if (!closed)
        log.warn(
          { environment: options.name, why },
          'the Python host ended and is started again when needed',
        );
      open.hostEnded(why);
    };
    const host = await startHost(options.interpreter, options.packageFolder, {
      message: (message) => open.deliver(message),
      ended,
    });
    living.add(host);
    // Closed while it was starting: nobody else knows of it.
    if (closed) await host.close();
    return { host, open };
  }

  function running(): Promise<Running> {
    if (current === null) {
      const fresh = begin();
      current = fresh;
      fresh.catch(() => {
        if (current === fresh) current = null;
        failures += 1;
        earliestStart = Date.now() + Math.min(firstPause * 2 ** failures, longestPause);
      });
    }
    return current;
  }

  await running();
  return {
    async run(request, observer, signal) {
      if (signal.aborted) return { kind: 'cancelled', droppedOutputBytes: 0 };
      const { host, open } = await running();
      const outcome = new Promise<JobOutcome>((settle) => {
        open.jobs.set(request.id, { environment: options.name, observer, settle });
      });
      host.send({ ...request, request: 'run' } satisfies JsonObject);
      const cancel = () => host.send({ request: 'cancel', id: request.id });
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      // The host ends a job at its time limit; one that is itself stopped or stuck cannot.
      const guard = setTimeout(() => host.kill(), Math.min(request.timeoutMs + guardTime, 2_147_483_647));
      try {
        return await outcome;
      } finally {
        clearTimeout(guard);
        signal.removeEventListener('abort', cancel);
      }
    },

    async openPlanning(request, signal) {
      const { host, open } = await running();
      const session = newId();
      const entry: OpenSession = { answered: null, closed: null };
      open.sessions.set(session, entry);
      host.send({ ...request, request: 'open-planning', session } satisfies JsonObject);
      let number = 0;

      async function close(): Promise<void> {
        signal.removeEventListener('abort', onAbort);
        if (!open.sessions.has(session)) return;
        await new Promise<void>((resolve) => {
          entry.closed = resolve;
          host.send({ request: 'close-planning', session });
        });
      }
      const onAbort = () => void close();
      signal.addEventListener('abort', onAbort, { once: true });

      return {
        async ask(question) {
          if (!open.sessions.has(session)) {
            return unanswered('The Python runtime ended before the callback was asked.', null);
          }
          number += 1;
          const answer = new Promise<CallbackAnswer>((resolve) => {
            entry.answered = resolve;
          });
          host.send({ ...question, request: 'ask', session, question: number } satisfies JsonObject);
          const guard = setTimeout(() => host.kill(), request.callbackTimeoutMs + guardTime);
          return answer.finally(() => clearTimeout(guard));
        },
        close,
      };
    },

    async close() {
      closed = true;
      await Promise.all([...living].map((host) => host.close()));
    },
  };
}
