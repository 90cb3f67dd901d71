import type { JsonObject } from '../../../../contract/index.ts';
import { leaseLost } from '../runtime.ts';
import type { JobObserver, JobOutcome, JobRequest } from '../runtime.ts';
import { guarded } from './guard.ts';
import type { LiveHost } from './liveHost.ts';
import { untilAborted } from './untilAborted.ts';

/** Runs one job in the host of an environment; the engine's side of `Runtime.run`. */
export async function runJob(
  options: {
    environment: string;
    live: LiveHost;
    signal: AbortSignal;
    observer: JobObserver;
    /** What it may reach, where the host keeps jobs apart (`templates/python/README.md`). */
    confine?: { [list: string]: string[] };
  },
  request: JobRequest,
): Promise<JobOutcome> {
  const { environment, live, signal, observer, confine } = options;
  const { id } = request;
  const running = await untilAborted(live.running(), signal);
  if (running === null) return { kind: 'cancelled', droppedOutputBytes: 0 };
  const { host, requests } = running;
  observer.alive?.();

  return new Promise((resolve, reject) => {
    let failure: { cause: unknown } | null = null;
    const timeOutGuard = guarded(request.timeoutMs, () =>
      giveUp({ kind: 'timed-out', droppedOutputBytes: 0 }),
    );
    let cancelGuard: (() => void) | null = null;

    /** The host did not end the job though it should have: it is stuck, so it is ended itself. */
    function giveUp(outcome: JobOutcome): void {
      const job = requests.jobs.get(id);
      if (job !== undefined) job.otherwise ??= outcome;
      host.kill();
    }
    function cancel(): void {
      if (signal.reason === leaseLost) {
        const isAlone = requests.jobs.size === 1 && requests.sessions.size === 0 && !requests.isBlameless(id);
        giveUp({
          kind: 'lost',
          message: 'The Python runtime did not answer any more, so it was ended with all its jobs.',
          workerEnded: isAlone ? 'alone' : 'shared',
        });
        return;
      }
      host.send({ request: 'cancel', id });
      cancelGuard ??= guarded(0, () => giveUp({ kind: 'cancelled', droppedOutputBytes: 0 }));
    }
    const isTaken = requests.addJob(id, {
      environment,
      observer,
      waits: request.turn?.isAhead === true,
      otherwise: null,
      settle(outcome) {
        timeOutGuard();
        cancelGuard?.();
        signal.removeEventListener('abort', cancel);
        if (failure === null) resolve(outcome);
        else reject(failure.cause);
      },
      observerFailed(cause) {
        failure ??= { cause };
        cancel();
      },
    });
    if (!isTaken) return;
    host.send({ ...request, request: 'run', ...(confine && { confine }) } satisfies JsonObject);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
  });
}
