import { setTimeout as pause } from 'node:timers/promises';
import { EngineError } from '../../../../../contract/index.ts';
import type { DockerProblem, DockerState } from '../../../../../contract/index.ts';
import type { Logger } from '../../../context/index.ts';
import { isConnectionFailure, isDiskFull, toCallError } from './callFailure.ts';
import type { Client } from './client.ts';
import { findDocker } from './connect.ts';
import type { Found } from './connect.ts';
import { isLoopback, readSurroundings } from './endpoints/index.ts';
import type { Endpoint, Surroundings } from './endpoints/index.ts';
import { createListeners } from './listeners.ts';
import { asProblem, freeSomeSpace, launch } from './problems/index.ts';
import type { Starter } from './problems/index.ts';
import { createSpaceWatch, isFull } from './spaceWatch.ts';
import type { ContainerHint, DockerEngine } from './types.ts';
import { watchDocker } from './watch.ts';
import type { Watch } from './watch.ts';

/** Pauses between tries, growing, in milliseconds. */
const firstPauseMs = 250;
const longestPauseMs = 15_000;
/** What was found out so lately is not asked again for one who needs Docker now, in milliseconds. */
const freshMs = 1000;
/** How often it is looked for while it starts, in milliseconds. */
const startingMs = 1000;
/** Times in milliseconds. */
const usualTimes = {
  /** How long one place may take to say what it is. */
  patienceMs: 15_000,
  /** How often a silent Docker is asked whether it lives, and how long it may take to answer. */
  pingEveryMs: 30_000,
  pingPatienceMs: 10_000,
  /** How long Docker may take until it answers after it was started; Docker Desktop starts a virtual machine. */
  startPatienceMs: 180_000,
};

type NotFound = Extract<Found, { problem: DockerProblem }>;

/**
 * Makes the one connection to Docker. Nothing is looked for until somebody needs it.
 * @param options.label that the containers have whose events are wanted
 * @param options.onChanged the state is another one
 */
export function createDockerEngine(options: {
  log: Logger;
  label: string;
  onChanged: () => void;
  surroundings?: () => Surroundings;
  times?: typeof usualTimes;
}): DockerEngine {
  const { log } = options;
  const { patienceMs, pingEveryMs, pingPatienceMs, startPatienceMs } = options.times ?? usualTimes;
  const surroundings = options.surroundings ?? (() => readSurroundings());
  const connects = createListeners<[]>(log);
  const losses = createListeners<[]>(log);
  const hints = createListeners<[ContainerHint]>(log);
  const space = createSpaceWatch(() => {
    if (state.problem?.code !== 'docker-disk-full') return;
    change({ problem: null });
    connects.call();
  });
  let state: DockerState = {
    state: 'idle',
    endpoint: null,
    server: null,
    problem: null,
    since: Date.now(),
    canStart: false,
    nextTryAt: null,
  };
  let starter: Starter | null = null;
  let client: Client | null = null;
  let watch: Watch | null = null;
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let lookedAt = 0;
  let isClosed = false;
  /** What starts it, while that runs. */
  let launching: Promise<void> | null = null;
  const closing = new AbortController();

  function change(changes: Partial<DockerState>): void {
    const before = state;
    state = { ...state, ...changes };
    if (before.state !== state.state) {
      state.since = Date.now();
      const { server, problem } = state;
      log.info(
        { state: state.state, version: server?.version, problem: problem?.code, details: problem?.details },
        'Docker',
      );
    }
    const { state: now, problem } = before;
    if (now !== state.state || problem?.message !== state.problem?.message) options.onChanged();
  }

  function look(): Promise<void> {
    clearTimeout(timer);
    looking ??= lookOnce().finally(() => {
      looking = null;
      lookedAt = performance.now();
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    if (state.state !== 'unavailable') change({ state: 'connecting', nextTryAt: null });
    try {
      const found = await findDocker(surroundings(), patienceMs);
      if (isClosed) {
        if ('client' in found) found.client.close();
      } else if ('problem' in found) {
        unavailable(found);
      } else {
        await connect(found.client, found.endpoint, found.server);
      }
    } catch (thrown) {
      const error = toCallError('be connected', thrown, state.server);
      if (!isClosed) unavailable({ problem: asProblem(error), endpoint: null, starter: null });
    }
  }

  async function connect(fresh: Client, endpoint: Endpoint, server: DockerState['server']): Promise<void> {
    try {
      watch = await watchDocker(fresh.docker, {
        label: options.label,
        pingEveryMs,
        pingPatienceMs,
        onContainer: hints.call,
        onLost: lost,
      });
    } catch (cause) {
      fresh.close();
      throw cause;
    }
    if (isClosed) return close();
    client = fresh;
    failures = 0;
    const rootFolder = onThisDisk(endpoint, server);
    const fullNow = await isFull(rootFolder);
    if (isClosed) return;
    if (client !== fresh) throw new Error('Docker ended the connection at once');
    const problem = fullNow ? freeSomeSpace(server, null) : null;
    starter = null;
    change({
      state: 'connected',
      endpoint: shown(endpoint),
      server,
      problem,
      canStart: false,
      nextTryAt: null,
    });
    if (fullNow) space.full(rootFolder);
    connects.call();
  }

  function unavailable({ problem, endpoint, starter: found }: NotFound): void {
    const waitMs = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
    failures += 1;
    timer = setTimeout(() => void look(), waitMs).unref();
    starter = found;
    change({
      state: 'unavailable',
      problem,
      canStart: found !== null,
      nextTryAt: Date.now() + waitMs,
      ...(endpoint !== null && { endpoint: shown(endpoint) }),
    });
  }

  function lost(cause: unknown): void {
    if (isClosed || client === null) return;
    log.warn({ cause: String(cause) }, 'the connection to Docker was lost');
    drop();
    change({ state: 'connecting', problem: null, nextTryAt: null });
    losses.call();
    void look();
  }

  function drop(): void {
    space.close();
    watch?.close();
    client?.close();
    watch = null;
    client = null;
  }

  async function connected(signal?: AbortSignal): Promise<void> {
    while (client === null || state.state !== 'connected') {
      if (signal?.aborted || isClosed) throw new EngineError('cancelled');
      const isKnown = performance.now() - lookedAt < freshMs;
      if (state.state === 'unavailable' && state.problem !== null && isKnown)
        throw problemError(state.problem);
      await untilAborted(look(), signal);
    }
  }

  async function start(signal: AbortSignal): Promise<DockerState> {
    if (state.state !== 'connected') await untilAborted(look(), signal);
    if (state.state === 'connected') return state;
    if (starter === null) {
      throw state.problem === null ? new EngineError('docker-unavailable') : problemError(state.problem);
    }
    const late = AbortSignal.timeout(startPatienceMs);
    await untilAborted(launchOnce(starter), AbortSignal.any([signal, late])).catch((cause: unknown) => {
      throw late.aborted && !signal.aborted ? stillStarting() : cause;
    });
    const until = performance.now() + startPatienceMs;
    while (!(await isThere(signal))) {
      if (performance.now() > until) {
        throw stillStarting();
      }
      await pause(startingMs, undefined, { signal }).catch(() => {
        throw new EngineError('cancelled');
      });
    }
    return state;
  }

  /** Whoever asks meanwhile waits for the same; it goes on without them, as a first start may take long. */
  function launchOnce(found: Starter): Promise<void> {
    if (launching !== null) return launching;
    log.info({ file: found.file }, 'starting Docker');
    launching = launch(found, closing.signal).finally(() => {
      launching = null;
    });
    return launching;
  }

  async function isThere(signal: AbortSignal): Promise<boolean> {
    await untilAborted(look(), signal);
    return state.state === 'connected';
  }

  function close(): void {
    isClosed = true;
    closing.abort();
    clearTimeout(timer);
    drop();
  }

  return {
    state: () => state,
    need() {
      if (state.state === 'idle') void look();
    },
    connected,
    async reconnect() {
      failures = 0;
      if (state.state !== 'connected') await look();
      return state;
    },
    start,
    async use(what, ask) {
      await connected();
      const asked = client;
      if (asked === null) throw new EngineError('cancelled');
      try {
        return await ask(asked.docker);
      } catch (thrown) {
        if (isConnectionFailure(thrown) && client === asked) lost(thrown);
        const error = toCallError(what, thrown, state.server);
        if (isDiskFull(thrown) && client === asked) {
          change({ problem: freeSomeSpace(state.server, error.details ?? null) });
          space.full(state.endpoint?.isLocal ? (state.server?.rootFolder ?? null) : null);
        }
        throw error;
      }
    },
    onConnected: connects.add,
    onLost: losses.add,
    onContainer: hints.add,
    close,
  };
}

function shown({ address, origin, target }: Endpoint): DockerState['endpoint'] {
  const isLocal = target.kind === 'socket' || (target.kind === 'tcp' && isLoopback(target.host));
  return { address, origin, isLocal };
}

/** Folder of Docker, where it lies on a disk of this very machine. */
function onThisDisk(endpoint: Endpoint, server: DockerState['server']): string | null {
  return shown(endpoint)?.isLocal && server !== null && server.rootFolder !== '' ? server.rootFolder : null;
}

function problemError({ code, message, advice, command, details }: DockerProblem): EngineError {
  return new EngineError(code, message, {
    advice: command === null ? advice : `${advice} In a terminal: ${command}`,
    ...(details !== null && { details }),
  });
}

const stillStarting = () =>
  new EngineError('docker-unavailable', 'Docker was started, and does not answer yet.', {
    advice: 'It may still be starting, or have a question in its own window: look there.',
  });

async function untilAborted(done: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return done;
  await new Promise<void>((resolve, reject) => {
    const end = () => reject(new EngineError('cancelled'));
    signal.addEventListener('abort', end, { once: true });
    void done.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
