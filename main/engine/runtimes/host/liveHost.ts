import { EngineError } from '../../../../contract/index.ts';
import type { Logger } from '../../context/index.ts';
import { startFailed } from './conversation.ts';
import type { HostProcess, StartHost } from './conversation.ts';
import { createHostRequests } from './hostRequests.ts';
import type { HostRequests } from './hostRequests.ts';

/** First and longest pause before a host that died is started again, in milliseconds. */
const [firstPause, longestPause] = [200, 10_000];
/** A host that lived this long is no longer held against the next one, in milliseconds. */
const goodLife = 60_000;

/** A host that runs, with what was asked of it. */
export interface RunningHost {
  host: HostProcess;
  requests: HostRequests;
}

/** The host of one environment: started when it is needed, and again when it has died. */
export interface LiveHost {
  /**
   * The host that runs, or the next one.
   * @throws EngineError `runtime-failed`
   */
  running(): Promise<RunningHost>;
  /**
   * One more host with nothing else in it, beside the one that runs; whoever asked for it closes it.
   * @param signal aborted when nobody needs it any more, even while it starts
   * @throws EngineError `runtime-failed`
   */
  apart(signal: AbortSignal): Promise<RunningHost>;
  /** Ends every host and starts no more. */
  close(): Promise<void>;
}

export function createLiveHost(options: {
  name: string;
  start: StartHost;
  /** Time between two pings while it has jobs, in milliseconds. */
  heartbeatMs: number;
  log: Logger;
}): LiveHost {
  const { name, start, heartbeatMs, log } = options;
  const closing = new AbortController();
  const living = new Set<HostProcess>();
  let current: Promise<RunningHost> | null = null;
  let failures = 0;
  /** By the clock that is never set. */
  let earliestStart = 0;

  function countFailure(): void {
    failures += 1;
    earliestStart = performance.now() + Math.min(firstPause * 2 ** (failures - 1), longestPause);
  }

  async function launch(signal: AbortSignal, onEnd: (why: string) => void): Promise<RunningHost> {
    const requests = createHostRequests((message) =>
      log.error({ environment: name, message }, 'the Python host could not make sense of a request'),
    );
    let host: HostProcess | undefined;
    const ended = (why: string) => {
      if (host !== undefined) living.delete(host);
      onEnd(why);
      requests.hostEnded(why);
    };
    host = await start({ message: (message) => requests.deliver(message), ended }, signal);
    // It may have ended with its first word: nobody would settle what is asked of it.
    if (requests.ended !== null) throw startFailed(name, requests.ended);
    living.add(host);
    return { host, requests };
  }

  async function begin(): Promise<RunningHost> {
    await pauseUntil(earliestStart, closing.signal);
    const startedAt = performance.now();
    let beat: NodeJS.Timeout | undefined;
    const mine = current;
    const running = await launch(closing.signal, (why) => {
      clearInterval(beat);
      if (current === mine) current = null;
      if (performance.now() - startedAt > goodLife) failures = 0;
      countFailure();
      if (!closing.signal.aborted) {
        log.warn({ environment: name, why }, 'the Python host ended; it is started again when it is needed');
      }
    });
    const { host, requests } = running;
    beat = setInterval(() => {
      if (requests.jobs.size > 0) host.send({ request: 'ping' });
    }, heartbeatMs);
    return running;
  }

  return {
    running() {
      if (closing.signal.aborted) return Promise.reject(closed());
      if (current === null) {
        const fresh = begin();
        current = fresh;
        fresh.catch(() => {
          if (current === fresh) current = null;
          countFailure();
        });
      }
      return current;
    },
    async apart(signal) {
      if (closing.signal.aborted) throw closed();
      return launch(AbortSignal.any([closing.signal, signal]), () => undefined);
    },
    async close() {
      closing.abort();
      await Promise.all([...living].map((host) => host.close()));
    },
  };
}

function closed(): EngineError {
  return new EngineError('runtime-failed', 'The Python runtime is being closed.');
}

/** @param time by the clock that is never set */
function pauseUntil(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(closed());
    const abort = () => {
      clearTimeout(timer);
      reject(closed());
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', abort);
        resolve();
      },
      Math.max(0, time - performance.now()),
    );
    signal.addEventListener('abort', abort, { once: true });
  });
}
