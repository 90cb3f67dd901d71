import { z } from 'zod';
import { EngineError, toEngineError } from '../../../../../contract/index.ts';
import type { Logger } from '../../../context/index.ts';
import type { InstalledEnvironment } from '../../../workers/index.ts';
import { createLiveHost } from '../../host/index.ts';
import type { HostHello, HostListener, HostProcess, LiveHost } from '../../host/index.ts';
import type { FoundContainer } from '../containers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { hostVariablesInside, variablesOf } from './environment.ts';
import { execToEnd, startHostByExec } from './execHost.ts';
import { packageInside } from './paths.ts';
import type { Paths } from './paths.ts';
import type { BuiltWorker } from './plans.ts';
import { isAboutDocker } from './troubles.ts';
import type { WorkerProblem } from './types.ts';

/** Time that a host has to end after it was told so from outside, in milliseconds; then its container is killed. */
const sweepTimeout = 8000;
/** A death so soon after memory ran out is taken for its effect, in milliseconds. */
const memoryEffect = 10_000;

const failuresSchema = z.array(
  z.object({ file: z.string(), exitCode: z.number(), lines: z.array(z.string()) }),
);

/** A container that runs, with the Python hosts in it. It stands for one start of the container. */
export interface Replica {
  readonly container: FoundContainer;
  readonly worker: BuiltWorker;
  /** Variables of the container itself. */
  readonly variables: Readonly<Record<string, string>>;
  /** Jobs and planning sessions that it is at. */
  uses: number;
  /** Gets no more work: it is to be replaced, or it is in doubt. */
  isDraining: boolean;
  /** Something ended that may have ended with its container. */
  isInDoubt: boolean;
  /** What went wrong as it started. */
  readonly problems: WorkerProblem[];
  /** Python of each environment, as far as it has said hello. */
  readonly hellos: ReadonlyMap<string, HostHello>;
  /** @throws EngineError `runtime-failed` where it has no such environment */
  live(environment: string): LiveHost;
  /** Resolves when all its hosts have started, or failed to. */
  warm(): Promise<void>;
  /**
   * Whether its container still runs. Docker lists one whose first process has ended as running for a moment; after
   * that end no process can begin in it any more, so it is asked to begin one.
   * @throws EngineError where Docker as a whole does not answer
   */
  isAlive(): Promise<boolean>;
  /** The connection was lost: hosts that are still there are nobody's. */
  lostTouch(): void;
  /** Memory ran out in it. */
  ranOutOfMemory(): void;
  close(): Promise<void>;
}

/** What a replica is made of. */
export interface ReplicaParts {
  engine: DockerEngine;
  paths: Paths;
  container: FoundContainer;
  worker: BuiltWorker;
  /** Folders that jobs reach only by their requests; null where no jobs run. */
  privateFolders: readonly string[] | null;
  /** It has just been started, so that nothing of another engine runs in it. */
  isFresh: boolean;
  given: () => Readonly<Record<string, string>>;
  heartbeatMs: number;
  log: Logger;
  /** Its hosts, or what is wrong with it, changed. */
  onChange: () => void;
  /** A host ended: its container may have as well. */
  onHostEnded: () => void;
}

/** @throws EngineError of Docker */
export async function openReplica(parts: ReplicaParts): Promise<Replica> {
  const { engine, paths, container, worker, privateFolders, heartbeatMs, log } = parts;
  const { id, name } = container;
  const variables = variablesOf(
    await engine.use(`look at the container ${name}`, (docker) => docker.getContainer(id).inspect()),
  );
  const problems: WorkerProblem[] = [];
  const hellos = new Map<string, HostHello>();
  /** Of every host that lives, the newest last: one for a single question lives beside that of its environment. */
  const spoken = new Set<{ environment: string; hello: HostHello }>();
  let isClean = parts.isFresh;
  let memoryRanOutAt = 0;
  let prepared: Promise<void> | null = null;
  const [first] = worker.environments;
  const python = first?.python ?? 'python3';

  function runtimeCommand(module: string, ...more: string[]) {
    return execToEnd(engine, {
      id,
      name,
      command: [python, '-m', `dcm_processor_runtime.${module}`, ...more],
      variables: { PYTHONPATH: packageInside },
    });
  }

  /** Before a host starts: nothing of another engine runs any more, and the start of the container is over. */
  async function prepare(): Promise<void> {
    if (!isClean) {
      const { exitCode, stderr } = await runtimeCommand('sweep');
      if (exitCode !== 0) {
        throw new EngineError('container-failed', `What ran in the container ${name} could not be ended.`, {
          details: stderr,
        });
      }
      isClean = true;
    }
    if (!hasEntryPhase(worker)) return;
    const { exitCode, stdout, stderr } = await runtimeCommand('entry');
    const failures = failuresSchema.safeParse(parseJson(stdout));
    if (exitCode !== 0 || !failures.success) {
      throw new EngineError('container-failed', `The start of the container ${name} was not finished.`, {
        details: `${stdout}\n${stderr}`.trim(),
      });
    }
    problems.splice(0, problems.length, ...failures.data.map((failure) => startProblem(worker, failure)));
    if (failures.data.length > 0) parts.onChange();
  }

  function ready(): Promise<void> {
    prepared ??= prepare().catch((cause: unknown) => {
      prepared = null;
      throw cause;
    });
    return prepared;
  }

  async function isAlive(): Promise<boolean> {
    try {
      const { exitCode } = await execToEnd(engine, { id, name, command: [python, '-c', ''], variables: {} });
      return exitCode === 0;
    } catch (cause) {
      if (isAboutDocker(cause)) throw cause;
      return false;
    }
  }

  async function killContainer(): Promise<void> {
    log.warn({ container: name }, 'a host does not end: its container is killed');
    await engine.use(`kill the container ${name}`, (docker) => docker.getContainer(id).kill());
  }

  async function terminate(pid: number | null): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<null>((resolve) => (late = setTimeout(resolve, sweepTimeout, null)));
    try {
      const swept = pid === null ? null : await Promise.race([runtimeCommand('sweep', String(pid)), tooLate]);
      if (swept?.exitCode !== 0) await killContainer();
    } catch (cause) {
      // The container, or Docker, is gone: so is the host, or it is swept before the next one starts.
      isClean = false;
      log.warn({ container: name, cause: String(cause) }, 'a host could not be ended');
    } finally {
      clearTimeout(late);
    }
  }

  async function start(
    environment: InstalledEnvironment,
    listener: HostListener,
    signal: AbortSignal,
  ): Promise<HostProcess> {
    await ready();
    const limits = privateFolders === null ? [] : ['--private', privateFolders.join(':')];
    let mine: { environment: string; hello: HostHello } | null = null;
    return startHostByExec(
      engine,
      {
        id,
        name,
        command: [environment.python, '-u', '-m', 'dcm_processor_runtime', ...limits],
        variables: hostVariablesInside(paths, { worker, environment }, parts.given(), variables),
        terminate: (pid) => void terminate(pid),
        saidHello(hello) {
          mine = { environment: environment.name, hello };
          spoken.add(mine);
          hellos.set(environment.name, hello);
          parts.onChange();
        },
      },
      {
        message: (message) => listener.message(message),
        ended(why) {
          if (mine !== null) spoken.delete(mine);
          const other = [...spoken].findLast((one) => one.environment === environment.name);
          if (other === undefined) hellos.delete(environment.name);
          else hellos.set(environment.name, other.hello);
          parts.onHostEnded();
          const isMemory = Date.now() - memoryRanOutAt < memoryEffect;
          listener.ended(isMemory ? `${why} ${memoryRanOut(worker)}` : why);
        },
      },
      signal,
    );
  }

  const hosts = new Map(
    worker.environments.map((environment) => [
      environment.name,
      createLiveHost({
        name: `${worker.name}/${environment.name}`,
        start: (listener, signal) => start(environment, listener, signal),
        heartbeatMs,
        log,
      }),
    ]),
  );

  return {
    container,
    worker,
    variables,
    uses: 0,
    isDraining: false,
    isInDoubt: false,
    problems,
    hellos,
    live(environment) {
      const found = hosts.get(environment);
      if (found === undefined) {
        throw new EngineError(
          'runtime-failed',
          `The worker ${worker.name} has no environment ${environment}.`,
        );
      }
      return found;
    },
    async warm() {
      const started = await Promise.allSettled([...hosts.values()].map((host) => host.running()));
      const failed = started.find((one) => one.status === 'rejected');
      if (failed === undefined) return;
      problems.push({ worker: worker.name, problem: toEngineError(failed.reason) });
      parts.onChange();
    },
    isAlive,
    lostTouch() {
      isClean = false;
      prepared = null;
    },
    ranOutOfMemory() {
      memoryRanOutAt = Date.now();
    },
    async close() {
      await Promise.all([...hosts.values()].map((host) => host.close()));
    },
  };
}

/** Whether a worker has anything that is done when a container starts. */
function hasEntryPhase(worker: BuiltWorker): boolean {
  const requirements = worker.environments.flatMap((environment) => environment.entryRequirementPaths);
  return worker.entryScriptPaths.length + requirements.length > 0;
}

function memoryRanOut(worker: BuiltWorker): string {
  const limit = worker.memory === null ? '' : `, whose limit is ${Math.round(worker.memory / 1024 ** 2)} MB`;
  return `Memory had run out in its container${limit}.`;
}

function startProblem(
  worker: BuiltWorker,
  { file, exitCode, lines }: { file: string; exitCode: number; lines: readonly string[] },
): WorkerProblem {
  const needsNetwork = file.endsWith('.txt') && !worker.network;
  const problem = new EngineError(
    'container-failed',
    `${file} of the worker "${worker.name}" failed with exit code ${exitCode} as its container started.`,
    {
      advice: needsNetwork
        ? 'Its containers have no network: allow it ("network": true), or name the requirements in "requirements", to be installed when the image is built.'
        : 'Its whole output stands in the log of the container. Mend the file, then restart the application.',
      details: lines.join('\n'),
    },
  );
  return { worker: worker.name, problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '');
  } catch {
    return null;
  }
}
