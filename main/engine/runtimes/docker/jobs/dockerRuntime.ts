import { mkdir } from 'node:fs/promises';
import { EngineError } from '../../../../../contract/index.ts';
import { servingEnvironment } from '../../../context/index.ts';
import type { InstalledEnvironment, InstalledWorker } from '../../../workers/index.ts';
import { openSession, runJob } from '../../host/index.ts';
import type { RuntimeEnvironment } from '../../runtime.ts';
import type { Containers } from '../containers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { byHand } from './byHand.ts';
import { cardsInside } from './cardsInside.ts';
import { createCrew } from './crew.ts';
import { runInOwnContainer } from './jobContainer.ts';
import { createLocks } from './locks.ts';
import { createPaths, sharedFolders } from './paths.ts';
import { openPlanningInside } from './planningInside.ts';
import type { Replica } from './replica.ts';
import { outcomeOutside, requestInside } from './requests.ts';
import type { DockerRuntime, DockerRuntimeParts } from './types.ts';
import { containerUser } from './user.ts';
import { createSeats } from './seats.ts';

/**
 * The runtime whose environments are in containers. It is there at once: containers are made, found and started behind
 * it, and `onChange` tells when that has come further.
 */
export function createDockerRuntime(
  docker: { engine: DockerEngine; containers: Containers },
  parts: DockerRuntimeParts,
): DockerRuntime {
  const { engine, containers } = docker;
  const shared = sharedFolders(parts.folders);
  const paths = createPaths(shared);
  const seenByCallbacks = createPaths(shared.filter(({ by }) => by !== 'jobs'));
  let made: Promise<unknown> | null = null;

  /** Folders that are not there could not be mounted. */
  async function user(): Promise<string> {
    made ??= Promise.all(shared.map(({ host }) => mkdir(host, { recursive: true })));
    await made;
    return containerUser(parts.folders.root, engine.state().server);
  }

  const crew = createCrew({ ...parts, engine, containers, user });
  const locks = createLocks(engine);
  const seats = createSeats();
  const stopDescribing = containers.describedBy((container) => {
    if (container.application !== parts.application.id) return null;
    const replica = crew.all().find((one) => one.container.id === container.id);
    if (replica === undefined) return null;
    const [problem] = replica.problems;
    return {
      jobsRunning: replica.uses,
      health: replica.hellos.size === replica.worker.environments.length ? 'healthy' : 'starting',
      problem: problem === undefined ? null : asProblem(problem.problem),
    };
  });
  engine.need();
  void crew.reconcile();

  function slotsOf(worker: InstalledWorker): number {
    return worker.slots ?? Math.max(1, Math.floor(worker.cpus ?? engine.state().server?.cpus ?? 1));
  }

  function find(name: string): { worker: InstalledWorker; environment: InstalledEnvironment } {
    for (const worker of parts.workers()) {
      for (const environment of worker.environments) {
        if (environmentName(worker, environment) === name) return { worker, environment };
      }
    }
    throw new EngineError('runtime-failed', `There is no environment "${name}" any more.`);
  }

  function serving(channel: string): { worker: InstalledWorker; environment: InstalledEnvironment } {
    const all = parts
      .workers()
      .flatMap((worker) =>
        worker.environments.map((environment) => ({ worker, environment, channels: environment.channels })),
      );
    const found = servingEnvironment(all, channel);
    if (found === undefined) {
      throw new EngineError('runtime-failed', `No worker serves the channel "${channel}".`);
    }
    return found;
  }

  function replicaOf(worker: InstalledWorker): Replica {
    const [first] = crew.of(worker.name).toSorted((one, other) => one.uses - other.uses);
    if (first !== undefined) return first;
    const own = crew.problems().find((problem) => problem.worker === worker.name)?.problem;
    throw (
      crew.trouble() ??
      own ??
      new EngineError('runtime-failed', `No container of the worker "${worker.name}" runs at the moment.`)
    );
  }

  function describeEnvironment(
    worker: InstalledWorker,
    environment: InstalledEnvironment,
  ): RuntimeEnvironment {
    const replicas = crew.of(worker.name);
    const hello = replicas[0]?.hellos.get(environment.name);
    const version = hello === undefined ? '' : `Python ${hello.python}, `;
    return {
      name: environmentName(worker, environment),
      channels: environment.channels,
      slots: slotsOf(worker) * replicas.length,
      description: `${version}${environment.python} in ${replicas.length} of ${worker.replicas} containers`,
      machine: {
        ...cardsInside(worker.gpu),
        memory: worker.memory ?? engine.state().server?.memoryBytes ?? 0,
        limitsMemory: true,
      },
    };
  }

  function problem(): EngineError | null {
    const workers = parts.workers();
    if (workers.some(({ name }) => crew.of(name).length > 0)) return null;
    if (workers.length === 0) {
      return new EngineError('runtime-failed', 'The application has no worker that could run jobs.', {
        advice: 'Create and install a worker, and build it.',
      });
    }
    return crew.trouble() ?? crew.problems()[0]?.problem ?? null;
  }

  return {
    kind: 'docker',
    problem,
    environments: () =>
      parts
        .workers()
        .flatMap((worker) =>
          worker.environments.map((environment) => describeEnvironment(worker, environment)),
        ),
    lock(name) {
      const { worker, environment } = find(name);
      return locks.take(replicaOf(worker), environment);
    },
    async byHand(name) {
      const { worker, environment } = find(name);
      return byHand(paths, replicaOf(worker), environment, {
        given: parts.variables(),
        endpoint: engine.state().endpoint?.address ?? null,
        isPodman: engine.state().server?.kind === 'podman',
      });
    },
    async openPlanning(request, signal) {
      const replica = crew.planning();
      if (replica === null) {
        throw (
          crew.trouble() ??
          new EngineError('runtime-failed', 'No worker has an image yet in which callbacks could run.', {
            advice: 'Install a worker that serves the channel "default", and build it.',
          })
        );
      }
      const [environment] = replica.worker.environments;
      return openPlanningInside(
        {
          paths,
          seen: seenByCallbacks,
          folders: parts.folders,
          open: (inside) => openSession(replica.live(environment?.name ?? ''), inside, signal),
        },
        request,
        {
          begin: () => (replica.uses += 1),
          end() {
            replica.uses -= 1;
            crew.released(replica);
          },
        },
      );
    },
    async run(request, observer, signal) {
      const { worker, environment } = serving(request.channel);
      const { request: inside, reach } = requestInside(paths, request, worker);
      const replica = replicaOf(worker);
      replica.uses += 1;
      const name = environmentName(worker, environment);
      try {
        const seat = await seats.take(replica.container.id, slotsOf(worker), signal);
        if (seat === null) return { kind: 'cancelled', droppedOutputBytes: 0 };
        try {
          const live = replica.live(environment.name);
          await live.running();
          const isKept = (replica.hellos.get(environment.name)?.landlock ?? 0) > 0;
          const outcome = isKept
            ? await runJob({ environment: name, live, signal, observer, confine: { ...reach } }, inside)
            : await runInOwnContainer(
                { engine, paths, parts, user: await user(), replica, environment, name },
                { inside, reach },
                observer,
                signal,
              );
          return outcomeOutside(paths, outcome);
        } finally {
          seat();
        }
      } finally {
        replica.uses -= 1;
        crew.released(replica);
      }
    },
    reconcile: () => crew.reconcile(),
    jobsRunning: () => new Map(crew.all().map(({ container, uses }) => [container.name, uses])),
    problems: () => crew.problems(),
    isolation(worker) {
      const hellos = crew.of(worker).flatMap((replica) => [...replica.hellos.values()]);
      if (hellos.length === 0) return null;
      return hellos.every(({ landlock }) => landlock > 0) ? 'landlock' : 'container';
    },
    async stop() {
      stopDescribing();
      await crew.close();
      await containers.reconcile(parts.application, [], { roles: ['worker', 'planning'] });
    },
    async close() {
      stopDescribing();
      await crew.close();
    },
  };
}

/** Name of an environment among those of all workers. */
function environmentName(worker: InstalledWorker, environment: InstalledEnvironment): string {
  return `${worker.name}/${environment.name}`;
}

function asProblem(error: EngineError) {
  return {
    code: 'container-failed' as const,
    message: error.message,
    advice: error.advice ?? '',
    command: null,
    details: error.details ?? null,
  };
}
