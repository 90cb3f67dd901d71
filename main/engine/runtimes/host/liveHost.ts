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
  /** Ends the host and starts no more. */
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
  let earliestStart = 0;

  function countFailure(): void {
    failures += 1;
    earliestStart = Date.now() + Math.min(firstPause * 2 ** (failures - 1), longestPause);
  }

  async function begin(): Promise<RunningHost> {
    await pauseUntil(earliestStart, closing.signal);
    const requests = createHostRequests((message) =>
      log.error({ environment: name, message }, 'the Python host could not make sense of a request'),
    );
    const startedAt = Date.now();
    let host: HostProcess | undefined;
    let beat: NodeJS.Timeout | undefined;
    const ended = (why: string) => {
      clearInterval(beat);
      if (host !== undefined) living.delete(host);
      if (current === mine) current = null;
      if (Date.now() - startedAt > goodLife) failures = 0;
      countFailure();
      if (!closing.signal.aborted) {
        log.warn({ environment: name, why }, 'the Python host ended; it is started again when it is needed');
      }
      requests.hostEnded(why);
    };
    const mine = current;
    host = await start({ message: (message) => requests.deliver(message), ended }, closing.signal);
    // It may have ended with its first word: nobody would settle what is asked of it.
    if (requests.ended !== null) throw startFailed(name, requests.ended);
    living.add(host);
    const { send } = host;
    beat = setInterval(() => {
      if (requests.jobs.size > 0) send({ request: 'ping' });
    }, heartbeatMs);
    return { host, requests };
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
    async close() {
      closing.abort();
      await Promise.all([...living].map((host) => host.close()));
    },
  };
}

function closed(): EngineError {
  return new EngineError('runtime-failed', 'The Python runtime is being closed.');
}

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
      Math.max(0, time - Date.now()),
    );
    signal.addEventListener('abort', abort, { once: true });
  });
}
