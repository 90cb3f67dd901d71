import path from 'node:path';
import type { ApplicationOptions, WorkerAtWork } from '../../contract/index.ts';
import { templatesFolder } from '../platform/index.ts';
import type { ApplicationContext } from './context/index.ts';
import { sharedVariables } from './dispatch/index.ts';
import { holdRuntime } from './runtimeHolder.ts';
import type { RuntimeHolder } from './runtimeHolder.ts';
import { createDockerRuntime, createLocalRuntime } from './runtimes/index.ts';
import type { Docker, DockerRuntime, Runtime } from './runtimes/index.ts';
import { stoppedRuntime } from './stoppedRuntime.ts';
import type { Workers } from './workers/index.ts';

/** The runtime of an application, of the kind that its options name. */
export interface ApplicationRuntime extends RuntimeHolder {
  /** Options were changed. */
  optionsChanged(before: ApplicationOptions): void;
  /** Workers, their images or their options were changed. */
  workersChanged(): void;
  /** How the containers of a worker fare; null while none of them runs. */
  atWork(worker: string): WorkerAtWork | null;
  /** Null where it is of another kind, or stopped. */
  docker(): DockerRuntime | null;
}

/** Opens it; nothing runs in an application that is stopped. */
export function openRuntime(
  context: ApplicationContext,
  options: {
    name: string;
    docker: Docker;
    /** Proxies and the like, for what is fetched when a container starts. */
    networkVariables(): Promise<Readonly<Record<string, string>>>;
    workers: () => Pick<Workers, 'installed'>;
    /** Environments may have changed: who waits for them looks again. */
    onChange: () => void;
  },
): ApplicationRuntime {
  const { folders, log } = context;
  const packageFolder = path.join(templatesFolder(), 'python');
  const heartbeatMs = () => (context.options().leaseSeconds * 1000) / 6;
  let inDocker: DockerRuntime | null = null;

  function startInDocker(): DockerRuntime {
    const runtime = createDockerRuntime(options.docker, {
      application: { id: context.id, name: options.name },
      folders,
      packageFolder,
      variables: () => ({ ...sharedVariables(folders), ...context.componentVariables?.() }),
      workers: () => options.workers().installed(),
      planningWorker: () => context.options().docker.planningWorker,
      network: () =>
        options.docker.containers.ensureNetwork(
          { id: context.id, name: options.name },
          context.options().docker.network.subnet,
        ),
      networkVariables: () => options.networkVariables(),
      restartPolicy: () => context.options().docker.restartPolicy,
      heartbeatMs,
      onChange: options.onChange,
      log,
    });
    inDocker = runtime;
    return {
      ...runtime,
      close() {
        if (inDocker === runtime) inDocker = null;
        // Without its kind of runtime the application has no use for its containers.
        return context.options().runtime === 'docker' ? runtime.close() : runtime.stop();
      },
    };
  }

  async function start(): Promise<Runtime> {
    if (context.options().runtime === 'docker') return startInDocker();
    return createLocalRuntime({
      packageFolder,
      variables: sharedVariables(folders),
      python: context.options().python,
      slots: context.options().slots,
      heartbeatMs: heartbeatMs(),
      log,
    });
  }

  const hold = context.isStopped === true ? stoppedRuntime : holdRuntime;
  const holder = hold({ start, onReady: options.onChange, log });
  return {
    ...holder,
    optionsChanged(before) {
      const now = context.options();
      const names = [
        'runtime',
        ...(now.runtime === 'local' ? (['python', 'slots', 'leaseSeconds'] as const) : []),
      ] as const;
      if (names.some((name) => before[name] !== now[name])) holder.replace();
      else void inDocker?.reconcile();
    },
    workersChanged: () => void inDocker?.reconcile(),
    atWork(worker) {
      const isolation = inDocker?.isolation(worker) ?? null;
      if (inDocker === null || isolation === null) return null;
      const problems = inDocker.problems().filter((one) => one.worker === worker);
      return {
        isolation,
        problems: problems.map(({ problem }) => ({
          message: problem.message,
          advice: problem.advice ?? null,
        })),
      };
    },
    docker: () => inDocker,
  };
}
