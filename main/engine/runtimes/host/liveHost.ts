import { EngineError } from '../../../../contract/index.ts';
import type { Logger } from '../../context/index.ts';
import { startFailed } from './conversation.ts';
import type { HostListener, HostProcess, StartHost } from './conversation.ts';
import { createHostRequests } from './hostRequests.ts';
import type { HostRequests } from './hostRequests.ts';
import { watch } from './watch.ts';

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
  /** Time between two pings, in milliseconds; a host that is silent for six of them is ended. */
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

  async function launch(
    signal: AbortSignal,
    onEnd: (why: string, wasStuck: boolean) => void,
  ): Promise<RunningHost> {
    let host: HostProcess | undefined;
    let stuck: string | null = null;
    const watched = watch({
      heartbeatMs,
      isBusy: () => requests.jobs.size > 0 || requests.sessions.size > 0,
      // Before it has said hello it is whoever starts it that loses patience.
      ping: () => (host === undefined ? watched.heard() : host.send({ request: 'ping' })),
      onStuck(silentMs) {
        stuck = `It had not answered for ${Number((silentMs / 1000).toFixed(1))} s, so it was ended.`;
        log.warn({ environment: name, silentMs }, 'the Python host does not answer; it is ended');
        host?.kill();
      },
    });
    const requests = createHostRequests({
      onTrouble: (message) =>
        log.error({ environment: name, message }, 'the Python host could not make sense of a request'),
      watched,
    });
    const ended = (told: string) => {
      watched.stop();
      if (host !== undefined) living.delete(host);
      const why = stuck === null ? told : `${stuck} ${told}`;
      onEnd(why, stuck !== null);
      requests.hostEnded(why);
    };
    const heard: HostListener['message'] = (message) => {
      watched.heard();
      requests.deliver(message);
    };
    try {
      host = await start({ message: heard, ended }, signal);
    } catch (cause) {
      watched.stop();
      throw cause;
    }
    // It may have ended with its first word: nobody would settle what is asked of it.
    if (requests.ended !== null) throw startFailed(name, requests.ended);
    living.add(host);
    return { host, requests };
  }

  async function begin(): Promise<RunningHost> {
    await pauseUntil(earliestStart, closing.signal);
    const startedAt = performance.now();
    const mine = current;
    return launch(closing.signal, (why, wasStuck) => {
      if (current === mine) current = null;
      if (performance.now() - startedAt > goodLife) failures = 0;
      countFailure();
      if (closing.signal.aborted) return;
      const then = wasStuck ? 'now' : 'when it is needed';
      log.warn({ environment: name, why }, `the Python host ended; it is started again ${then}`);
      if (wasStuck) startAgain();
    });
  }

  function running(): Promise<RunningHost> {
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
  }

  /** What comes next is to find a warm one, as it would have before. */
  function startAgain(): void {
    if (closing.signal.aborted) return;
    running().then(
      () => log.info({ environment: name }, 'a Python host that did not answer was replaced'),
      (cause: unknown) =>
        log.warn({ environment: name, cause: String(cause) }, 'no Python host could be started'),
    );
  }

  return {
    running,
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
