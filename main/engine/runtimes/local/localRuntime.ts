import os from 'node:os';
import { EngineError } from '../../../../contract/index.ts';
import { servingEnvironment } from '../../context/index.ts';
import type { Logger } from '../../context/index.ts';
import { createLiveHost, openSession, runJob } from '../host/index.ts';
import type { Runtime } from '../runtime.ts';
import { createLockTaker } from './environmentLock.ts';
import { findPython } from './findPython.ts';
import { startHost } from './hostProcess.ts';
import { hostVariables } from './hostVariables.ts';
import { inspectMachine } from './machine.ts';

/** Name of the one environment of this machine's own Python. */
const environmentName = 'local';

/** Time between two pings, in milliseconds, where nothing else is said. */
const defaultHeartbeat = 5000;

/** What a local runtime is made of. */
export interface LocalRuntimeOptions {
  /** Folder that holds the package `dcm_processor_runtime`. */
  packageFolder: string;
  /** Environment variables that all requests ask for alike; a job is faster begun when it need not be told them. */
  variables?: Readonly<Record<string, string>>;
  /** Interpreter; null: found on this machine. */
  python: string | null;
  /** Jobs at once; null: one per processor core. */
  slots: number | null;
  /** Time between two looks whether the Python host lives while it has jobs, in milliseconds; 5000 when absent. */
  heartbeatMs?: number;
  /** Channels it serves; every one by default. */
  channels?: readonly string[];
  log: Logger;
}

/**
 * The runtime without Docker: Python of this machine, a process per job.
 * @throws EngineError `python-not-found`, `runtime-failed`
 */
export async function createLocalRuntime(options: LocalRuntimeOptions): Promise<Runtime> {
  const interpreter = await findPython(options.python);
  const { packageFolder, log } = options;
  const takeLock = createLockTaker(interpreter, packageFolder);
  const live = createLiveHost({
    name: environmentName,
    start: (listener, signal) =>
      startHost({ interpreter, packageFolder, variables: options.variables ?? {} }, listener, signal),
    heartbeatMs: options.heartbeatMs ?? defaultHeartbeat,
    log,
  });
  // Started now: the first job finds it warm, and a Python that cannot run it is known at once.
  const [machine] = await Promise.all([inspectMachine(), live.running()]);
  const environment = {
    name: environmentName,
    channels: options.channels ?? ['*'],
    slots: options.slots ?? Math.max(1, os.availableParallelism()),
    takesAhead: true,
    description: `Python ${interpreter.version}, ${interpreter.executable}`,
    machine,
  };
  // The first job that ends need not wait for it; what goes wrong is told to whom it concerns.
  takeLock().catch(() => undefined);
  return {
    kind: 'local',
    environments: () => [environment],
    lock: takeLock,
    byHand: async () => ({
      command: [interpreter.executable],
      executable: interpreter.executable,
      packageFolder,
      variables: hostVariables(packageFolder, process.env, options.variables),
      path: (hostPath) => hostPath,
      request: (request) => request,
    }),
    openPlanning: (request, signal) => openSession(live, request, signal),
    async run(request, observer, signal) {
      if (servingEnvironment([environment], request.channel) === undefined) {
        throw new EngineError('runtime-failed', `No environment serves the channel "${request.channel}".`);
      }
      return runJob({ environment: environmentName, live, signal, observer }, request);
    },
    close: () => live.close(),
  };
}
