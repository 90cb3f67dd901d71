import { EngineError, toEngineError } from '../../contract/index.ts';
import type { ApplicationOptions, ApplicationSummary } from '../../contract/index.ts';
import { productVersion } from '../platform/index.ts';
import { checkPorts } from './checkPorts.ts';
import type { OtherApplication } from './checkPorts.ts';
import { createDiagnostics } from './diagnostics/index.ts';
import type { CheckedApplication, Diagnostics, OpenedApplication, PortOwner } from './diagnostics/index.ts';
import type { Ground } from './ground.ts';
import type { OpenApplication } from './openApplicationTypes.ts';
import type { Docker } from './runtimes/index.ts';
import type { GeneralTasks } from './tasks/index.ts';

/** What is known of an application of the data home. */
export interface Entry {
  summary: ApplicationSummary;
  opened: OpenApplication | EngineError;
}

/** The diagnostics of an engine: what the checks look at, in terms of its rooms. */
export function engineDiagnostics(engine: {
  home: string;
  startedAt: number;
  logFile: string;
  docker: Docker;
  ground: Ground;
  tasks: GeneralTasks;
  entries: () => readonly Entry[];
  reopen: (application: string, isDamaged: boolean) => Promise<void>;
  setOptions: (application: string, options: Partial<ApplicationOptions>) => void;
}): Diagnostics {
  const { docker, ground, tasks, entries } = engine;
  const others = (): OtherApplication[] =>
    entries().flatMap(({ opened }) =>
      opened instanceof EngineError
        ? []
        : [{ ...opened.settings(), isRunning: opened.context.isStopped !== true }],
    );
  return createDiagnostics({
    home: engine.home,
    version: productVersion,
    startedAt: engine.startedAt,
    logFile: engine.logFile,
    docker: {
      async state() {
        docker.engine.need();
        const state = docker.engine.state();
        return state.state === 'connected' ? state : docker.engine.reconnect();
      },
      reconnect: () => docker.engine.reconnect(),
      start: (signal) => docker.engine.start(signal),
    },
    secrets: () => ground.secrets.list(),
    network: () => ground.network.settings(),
    runningTasks: () =>
      tasks
        .list({ limit: 100 })
        .rows.filter(({ state }) => state === 'running')
        .map(({ id }) => id),
    reopen: engine.reopen,
    setOptions: engine.setOptions,
    applications: () => entries().map((entry) => checkedOf(entry, others, docker)),
  });
}

function checkedOf(
  { summary, opened }: Entry,
  others: () => OtherApplication[],
  docker: Docker,
): CheckedApplication {
  const { id, name, folder, life } = summary;
  const problem = opened instanceof EngineError ? opened : null;
  return {
    id,
    name,
    folder,
    isStopped: life.state === 'stopped',
    problem:
      problem === null
        ? life.reason === null
          ? null
          : { message: life.reason, advice: life.advice }
        : { message: problem.message, advice: problem.advice ?? null },
    open: opened instanceof EngineError ? null : openedOf(opened, others, docker),
  };
}

function openedOf(
  opened: OpenApplication,
  others: () => OtherApplication[],
  docker: Docker,
): OpenedApplication {
  const { context, services, workers, peers, intake } = opened;
  return {
    folders: context.folders,
    history: context.history,
    options: context.options(),
    get runtime() {
      return opened.describe().runtime;
    },
    ports: () => portsOf(opened, others(), docker),
    doorOpened: (door, signal) => doorOpened(opened, door, signal),
    watchedFolders: () => intake.folders.list(),
    peers: () => peers.list(),
    echo: (peer, signal) => peers.echo(peer, signal),
    describe: () => ({
      counts: opened.describe().counts,
      services: services.list().map(({ name, version, isEnabled, findings, jobs }) => ({
        name,
        version,
        isEnabled,
        findings: findings.map(({ code }) => code),
        jobs: jobs.map(({ jobName, channel }) => `${jobName} on ${channel}`),
      })),
      workers: workers.list().map(({ name, state }) => ({ name, state })),
    }),
    names: () => [
      ...services
        .list()
        .flatMap(({ name, jobs }) => [name, ...jobs.flatMap(({ jobName, channel }) => [jobName, channel])]),
      ...workers.list().map(({ name }) => name),
    ],
  };
}

/** Resolves when the door is open, or with the signal. */
function doorOpened(
  { context, intake }: OpenApplication,
  wanted: 'scp' | 'http',
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const isOpen = () => intake.doors().doors.some(({ door, state }) => door === wanted && state === 'open');
    const stop = context.events.listen((name) => {
      if (name === 'doors.changed' && isOpen()) end();
    });
    function end(): void {
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end);
    // A door whose options were just changed is closed first, so that an open one is the new one.
    if (isOpen() || signal.aborted) end();
  });
}

/** Ports that others have; those of a door that is open here are its own. */
async function portsOf(
  opened: OpenApplication,
  all: readonly OtherApplication[],
  docker: Docker,
): ReturnType<OpenedApplication['ports']> {
  const { id, options } = opened.settings();
  const { doors } = opened.intake.doors();
  const isOpen = new Set(doors.filter(({ state }) => state === 'open').map(({ door }) => door));
  const before = all.find((one) => one.id === id);
  // A door that is not open has nothing of its own at its port.
  const own = before && {
    ...before,
    options: {
      ...options,
      scp: { ...options.scp, enabled: options.scp.enabled && isOpen.has('scp') },
      http: { ...options.http, enabled: options.http.enabled && isOpen.has('http') },
    },
  };
  const findings = await checkPorts(options, {
    before: own,
    others: all.filter((one) => one.id !== id),
    docker,
  }).catch((cause: unknown) => {
    throw toEngineError(cause);
  });
  const used = [
    ...(options.scp.enabled ? [`C-STORE door at ${options.scp.bindAddress}:${options.scp.port}`] : []),
    ...(options.http.enabled ? [`HTTP door at ${options.http.bindAddress}:${options.http.port}`] : []),
  ];
  const working = new Set<PortOwner>((['scp', 'http'] as const).filter((door) => isOpen.has(door)));
  if (opened.components.list().every(({ state }) => state !== 'failed')) working.add('orthanc');
  return { findings, used, working };
}
