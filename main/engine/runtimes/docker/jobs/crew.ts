import { EngineError, toEngineError } from '../../../../../contract/index.ts';
import { servingEnvironment } from '../../../context/index.ts';
import type { ContainerPlan, Containers, FoundContainer, Reconciled } from '../containers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { imageProblems } from './imageProblems.ts';
import { createPaths, sharedFolders } from './paths.ts';
import { fetchesAtStart, planningPlan, workerPlan } from './plans.ts';
import type { BuiltWorker, PlanContext } from './plans.ts';
import { openReplica } from './replica.ts';
import type { Replica } from './replica.ts';
import { assertLocal, connectionTrouble, isAboutDocker } from './troubles.ts';
import type { DockerRuntimeParts, WorkerProblem } from './types.ts';

/** Time that events of containers are gathered before all is looked at, in milliseconds. */
const gatherTime = 50;
/** First and longest pause before what failed is tried again, in milliseconds. */
const [firstPause, longestPause] = [1000, 60_000];

/** The containers of an application that run: brought to what they should be whenever something changed. */
export interface Crew {
  /** Of a worker, those that take work. */
  of(worker: string): readonly Replica[];
  all(): readonly Replica[];
  /** The container of callbacks; null while there is none. */
  planning(): Replica | null;
  problems(): readonly WorkerProblem[];
  /** Why nothing at all can be done; null where something can. */
  trouble(): EngineError | null;
  /** Brings all to what it should be now. Never rejects: what went wrong is in `problems` and `trouble`. */
  reconcile(): Promise<void>;
  /** Work was given back. */
  released(replica: Replica): void;
  close(): Promise<void>;
}

export function createCrew(
  parts: DockerRuntimeParts & { engine: DockerEngine; containers: Containers; user: () => Promise<string> },
): Crew {
  const { engine, containers, application, log } = parts;
  const shared = sharedFolders(parts.folders);
  const paths = createPaths(shared);
  const privateFolders = shared.map(({ inside }) => inside);
  /** By identifier of the container. */
  const replicas = new Map<string, Replica>();
  /** Containers that ended since the look that goes on was begun: what it has seen of them is no longer so. */
  const ended = new Set<string>();
  let troubles: WorkerProblem[] = [];
  let trouble: EngineError | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let isClosed = false;
  let pause = firstPause;
  let timer: NodeJS.Timeout | undefined;

  function later(ms: number): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void reconcile(), ms);
  }

  const stopListening = [
    engine.onConnected(() => later(0)),
    engine.onLost(() => {
      for (const replica of replicas.values()) {
        replica.lostTouch();
        doubt(replica);
      }
      parts.onChange();
    }),
    engine.onContainer(({ id, action }) => {
      if (action === 'die' || action === 'destroy') ended.add(id);
      const replica = replicas.get(id);
      if (action === 'oom') replica?.ranOutOfMemory();
      // Those of other roles and applications are told as well: the look finds nothing to do then.
      if (replica !== undefined && (action === 'die' || action === 'destroy' || action === 'pause')) {
        if (action !== 'pause') dismiss(replica);
        later(gatherTime);
      }
    }),
  ];

  /** Until it was looked at, nobody knows whether its container still runs. */
  function doubt(replica: Replica): void {
    replica.isInDoubt = true;
    replica.isDraining = true;
  }

  /** Gives one work again whose container still runs; one that is ending is looked at again. */
  async function ask(replica: Replica, isPostponed: boolean): Promise<void> {
    replica.isInDoubt = false;
    const isAlive = await replica.isAlive().catch((cause: unknown) => {
      replica.isInDoubt = true;
      throw cause;
    });
    // What ended meanwhile is a doubt of its own, and has called for the next look.
    if (isAlive) replica.isDraining = isPostponed || replica.isInDoubt;
    else if (replicas.get(replica.container.id) === replica) {
      replica.isInDoubt = true;
      later(gatherTime);
    }
  }

  function dismiss(replica: Replica): void {
    if (replicas.get(replica.container.id) === replica) replicas.delete(replica.container.id);
    void replica.close();
    parts.onChange();
  }

  function reconcile(): Promise<void> {
    clearTimeout(timer);
    again = running !== null;
    running ??= (async () => {
      do {
        again = false;
        await look();
      } while (again && !isClosed);
    })().finally(() => {
      running = null;
    });
    return running;
  }

  async function look(): Promise<void> {
    if (isClosed) return;
    try {
      await engine.connected();
      assertLocal(engine);
      await bring();
      trouble = null;
      if (troubles.some(({ problem }) => problem.code !== 'image-missing')) retry();
      else pause = firstPause;
    } catch (cause) {
      trouble = toEngineError(cause);
      // After a lost connection all is looked at anyway.
      if (trouble.code !== 'cancelled') retry();
      log.warn({ code: trouble.code, details: trouble.details }, 'containers could not be looked after');
    }
    parts.onChange();
  }

  function retry(): void {
    later(pause);
    pause = Math.min(pause * 2, longestPause);
  }

  async function bring(): Promise<void> {
    const workers = parts.workers();
    const built = workers.flatMap((worker) =>
      worker.image === null ? [] : [{ ...worker, image: worker.image }],
    );
    const context = await planContext(built);
    ended.clear();
    const found = await containers.find(application.id);
    const missing = await imageProblems(engine, built, found);
    troubles = [
      ...missing,
      ...workers.flatMap(({ name, image, problem }) =>
        image === null
          ? [
              {
                worker: name,
                problem: new EngineError(
                  'image-missing',
                  problem ?? `The worker "${name}" has no image yet.`,
                ),
              },
            ]
          : [],
      ),
    ];
    const plans = built.flatMap((worker) =>
      Array.from({ length: worker.replicas }, (_, place) => workerPlan(context, worker, place + 1)),
    );
    const lacking = new Set(missing.map(({ worker }) => worker));
    const callbacks = chooseForPlanning(
      built.filter(({ name }) => !lacking.has(name)),
      parts.planningWorker(),
    );
    if (callbacks !== null) plans.push(planningPlan(context, callbacks));
    // What is still there of a worker without an image goes on.
    const possible = plans.filter(
      (plan) => !lacking.has(plan.of) || found.some((one) => isMadeOf(one, plan)),
    );
    await take(await bringEach(possible), built);
  }

  async function planContext(workers: readonly BuiltWorker[]): Promise<PlanContext> {
    const needsNetwork = workers.some((worker) => worker.network);
    return {
      shared,
      packageFolder: parts.packageFolder,
      user: await parts.user(),
      network: needsNetwork ? await parts.network() : 'none',
      restartPolicy: parts.restartPolicy(),
      startVariables: workers.some(fetchesAtStart) ? await parts.networkVariables() : {},
    };
  }

  /** All at once; where one fails, worker by worker, so that it keeps no other from its containers. */
  async function bringEach(plans: readonly ContainerPlan[]): Promise<Reconciled> {
    const options = {
      roles: ['worker', 'planning'] as const,
      mayReplace: ({ id }: FoundContainer) => (replicas.get(id)?.uses ?? 0) === 0,
    };
    const bringAll = (some: readonly ContainerPlan[]) => containers.reconcile(application, some, options);
    try {
      return await bringAll(plans);
    } catch (cause) {
      if (isAboutDocker(cause)) throw cause;
      let good: ContainerPlan[] = [];
      let done: Reconciled | null = null;
      const before: string[] = [];
      for (const name of new Set(plans.map((plan) => plan.of))) {
        const more = [...good, ...plans.filter((plan) => plan.of === name)];
        try {
          done = await bringAll(more);
          before.push(...done.started);
          good = more;
        } catch (own) {
          if (isAboutDocker(own)) throw own;
          troubles.push({ worker: name, problem: toEngineError(own) });
        }
      }
      done ??= await bringAll(good);
      return { ...done, started: before };
    }
  }

  async function take(done: Reconciled, workers: readonly BuiltWorker[]): Promise<void> {
    const started = new Set(done.started);
    const wanted = new Set(done.containers.map(({ id }) => id));
    const postponed = new Set(done.postponed.map(({ id }) => id));
    for (const replica of replicas.values()) {
      const { id, name } = replica.container;
      const isPostponed = postponed.has(id);
      if (!isPostponed && (started.has(name) || !wanted.has(id))) dismiss(replica);
      else replica.isDraining = isPostponed || replica.isInDoubt;
    }
    const doubtful = [...replicas.values()].filter(({ isInDoubt }) => isInDoubt);
    await Promise.all(doubtful.map((replica) => ask(replica, postponed.has(replica.container.id))));
    await Promise.all(
      done.containers.map(async (container) => {
        const worker = workers.find((one) => one.name === container.of);
        if (replicas.has(container.id) || worker === undefined || postponed.has(container.id)) return;
        if (ended.has(container.id) && !started.has(container.name)) return later(gatherTime);
        try {
          await open(container, worker, started.has(container.name));
        } catch (cause) {
          if (isAboutDocker(cause)) throw cause;
          troubles.push({ worker: worker.name, problem: toEngineError(cause) });
        }
      }),
    );
  }

  async function open(container: FoundContainer, worker: BuiltWorker, isFresh: boolean): Promise<void> {
    const isPlanning = container.role === 'planning';
    const replica: Replica = await openReplica({
      engine,
      paths,
      container,
      worker: isPlanning ? forPlanning(worker) : worker,
      privateFolders: isPlanning ? null : privateFolders,
      isFresh,
      given: parts.variables,
      heartbeatMs: parts.heartbeatMs(),
      log,
      onChange: parts.onChange,
      onHostEnded() {
        doubt(replica);
        later(gatherTime);
        parts.onChange();
      },
    });
    if (isClosed) return replica.close();
    replicas.set(container.id, replica);
    return replica.warm();
  }

  return {
    of: (worker) =>
      [...replicas.values()].filter(
        ({ container, isDraining }) => container.role === 'worker' && container.of === worker && !isDraining,
      ),
    all: () => [...replicas.values()],
    planning: () =>
      [...replicas.values()].find(
        ({ container, isDraining }) => container.role === 'planning' && !isDraining,
      ) ?? null,
    problems: () => [...troubles, ...[...replicas.values()].flatMap((replica) => replica.problems)],
    trouble: () => connectionTrouble(engine) ?? trouble,
    reconcile,
    released(replica) {
      if (replica.isDraining && replica.uses === 0) later(0);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      for (const stop of stopListening) stop();
      await Promise.all([...replicas.values()].map((replica) => replica.close()));
      replicas.clear();
    },
  };
}

/** Whether a container is what a plan says, so that it need not be made. */
function isMadeOf(found: FoundContainer, plan: ContainerPlan): boolean {
  const isSamePlace = found.role === plan.role && found.of === plan.of && found.replica === plan.replica;
  return isSamePlace && found.config === plan.config;
}

/** The worker in whose image callbacks run. */
export function chooseForPlanning(workers: readonly BuiltWorker[], named: string | null): BuiltWorker | null {
  const servesDefault = (worker: BuiltWorker) =>
    servingEnvironment(worker.environments, 'default') !== undefined;
  return workers.find(({ name }) => name === named) ?? workers.find(servesDefault) ?? workers.at(0) ?? null;
}

/** As a worker is for callbacks: the environment of `default`, and nothing done at the start. */
function forPlanning(worker: BuiltWorker): BuiltWorker {
  const environment =
    worker.environments.find(({ channels }) => channels.includes('default')) ?? worker.environments[0];
  return {
    ...worker,
    entryScriptPaths: [],
    environments: environment === undefined ? [] : [{ ...environment, entryRequirementPaths: [] }],
  };
}
