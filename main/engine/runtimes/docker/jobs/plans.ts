import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ContainerCreateOptions } from 'dockerode';
import type { InstalledEnvironment, InstalledWorker } from '../../../workers/index.ts';
import type { ContainerPlan } from '../containers/index.ts';
import { packageInside } from './paths.ts';
import type { SharedFolder } from './paths.ts';

/** What all containers of an application share. */
export interface PlanContext {
  shared: readonly SharedFolder[];
  packageFolder: string;
  /** `uid:gid` of processes in containers: files they make belong to who owns the application. */
  user: string;
  /** Network of workers that declare one. */
  network: string;
  restartPolicy: 'no' | 'on-failure' | 'unless-stopped' | 'always';
  /** Proxies and the like, for what is fetched when a container with a network starts; jobs do not see them. */
  startVariables: Readonly<Record<string, string>>;
}

/** Shared memory of a container, in bytes; what lies in it counts as memory. Docker's own 64 MB are few for loaders of data. */
const sharedMemory = 1024 ** 3;
/** Seconds that a container has to end by itself. */
const stopTimeout = 2;

/** A worker that has an image. */
export type BuiltWorker = InstalledWorker & { image: { reference: string; id: string } };

/** The container of one replica. */
export function workerPlan(context: PlanContext, worker: BuiltWorker, replica: number): ContainerPlan {
  const plan = {
    scripts: worker.entryScriptPaths,
    environments: worker.environments.map(({ name, python, entryRequirementPaths }) => ({
      name,
      python,
      requirements: entryRequirementPaths,
    })),
    ...startVariables(context, worker),
  };
  const options: ContainerCreateOptions = {
    ...common(context, worker),
    Cmd: ['-u', '-m', 'dcm_processor_runtime.entry', JSON.stringify(plan)],
    HostConfig: {
      ...limits(context, worker),
      Mounts: [
        ...mounts(context, 'jobs'),
        ...worker.mounts.map(({ source, target, readOnly }) => bind(source, target, readOnly)),
      ],
    },
  };
  return { role: 'worker', of: worker.name, replica, config: hashOf(options, worker.configHash), options };
}

/** Whether something may be fetched when its container starts. */
export function fetchesAtStart({ network, entryScriptPaths, environments }: BuiltWorker): boolean {
  return (
    network &&
    (entryScriptPaths.length > 0 ||
      environments.some(({ entryRequirementPaths }) => entryRequirementPaths.length > 0))
  );
}

/** Told only where they are needed: they may have the password of a proxy in them. */
function startVariables(
  context: PlanContext,
  worker: BuiltWorker,
): { variables?: Readonly<Record<string, string>> } {
  const isEmpty = Object.keys(context.startVariables).length === 0;
  return fetchesAtStart(worker) && !isEmpty ? { variables: context.startVariables } : {};
}

/** The container of callbacks: the registry, and nothing of any run; no network. */
export function planningPlan(context: PlanContext, worker: BuiltWorker): ContainerPlan {
  const options: ContainerCreateOptions = {
    ...common(context, worker),
    Cmd: ['-u', '-m', 'dcm_processor_runtime.entry', JSON.stringify({ scripts: [], environments: [] })],
    HostConfig: {
      ...limits(context, { ...worker, network: false, capabilities: [], gpu: null }),
      Mounts: mounts(context, 'planning'),
    },
  };
  return {
    role: 'planning',
    of: worker.name,
    replica: 1,
    config: hashOf(options, worker.image.id),
    options,
  };
}

/** The container of one job, where jobs cannot be kept apart in one: its own run, its own service, nothing else. */
export function jobPlan(
  context: PlanContext,
  worker: BuiltWorker,
  environment: InstalledEnvironment,
  reach: { write: readonly string[]; append: readonly string[]; read: readonly string[] },
  variables: Readonly<Record<string, string>>,
): ContainerCreateOptions {
  const hostOf = (inside: string) => {
    const folder = context.shared.find((one) => isWithin(inside, one.inside));
    if (folder === undefined) throw new Error(`${inside} is no folder of this machine`);
    return path.join(folder.host, path.posix.relative(folder.inside, inside));
  };
  const plan = {
    scripts: worker.entryScriptPaths,
    environments: [
      {
        name: environment.name,
        python: environment.python,
        requirements: environment.entryRequirementPaths,
      },
    ],
    ...startVariables(context, worker),
    command: [environment.python, '-u', '-m', 'dcm_processor_runtime'],
  };
  return {
    ...common(context, worker),
    Cmd: ['-u', '-m', 'dcm_processor_runtime.entry', JSON.stringify(plan)],
    Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...limits(context, worker),
      RestartPolicy: { Name: 'no' },
      AutoRemove: true,
      Mounts: [
        bind(context.packageFolder, packageInside, true),
        ...[...reach.write, ...reach.append].map((inside) => bind(hostOf(inside), inside, false)),
        ...reach.read.map((inside) => bind(hostOf(inside), inside, true)),
        ...worker.mounts.map(({ source, target, readOnly }) => bind(source, target, readOnly)),
      ],
    },
  };
}

function common(context: PlanContext, worker: BuiltWorker): ContainerCreateOptions {
  return {
    Image: worker.image.id,
    // Whatever the image starts otherwise.
    Entrypoint: [worker.environments[0]?.python ?? 'python3'],
    Env: Object.entries({ ...worker.env, PYTHONPATH: packageInside }).map(
      ([name, value]) => `${name}=${value}`,
    ),
    User: context.user,
    WorkingDir: '/',
    StopTimeout: stopTimeout,
    Healthcheck: { Test: ['NONE'] },
  };
}

function limits(context: PlanContext, worker: BuiltWorker): ContainerCreateOptions['HostConfig'] {
  const { gpu } = worker;
  return {
    Init: true,
    CapDrop: ['ALL'],
    CapAdd: [...worker.capabilities],
    // Labels of SELinux would be those of other containers; files of the application keep their own.
    SecurityOpt: ['no-new-privileges', 'label=disable'],
    PidsLimit: worker.pids,
    ...(worker.memory !== null && { Memory: worker.memory, MemorySwap: worker.memory }),
    ...(worker.cpus !== null && { NanoCpus: Math.round(worker.cpus * 1e9) }),
    ShmSize: sharedMemory,
    IpcMode: 'private',
    NetworkMode: worker.network ? context.network : 'none',
    RestartPolicy: { Name: context.restartPolicy },
    ...(gpu !== null && {
      DeviceRequests: [
        {
          Driver: gpu.driver,
          ...(gpu.deviceIds.length > 0 ? { DeviceIDs: [...gpu.deviceIds] } : { Count: gpu.count ?? -1 }),
          Capabilities: [[...gpu.capabilities]],
          Options: { ...gpu.options },
        },
      ],
    }),
  };
}

function mounts(context: PlanContext, by: 'jobs' | 'planning') {
  return [
    bind(context.packageFolder, packageInside, true),
    ...context.shared
      .filter((folder) => folder.by === by || folder.by === 'both')
      .map((folder) => bind(folder.host, folder.inside, folder.readOnly)),
  ];
}

function bind(source: string, target: string, readOnly: boolean) {
  return { Type: 'bind' as const, Source: source, Target: target, ReadOnly: readOnly };
}

function isWithin(inside: string, folder: string): boolean {
  return inside === folder || inside.startsWith(`${folder}/`);
}

function hashOf(options: ContainerCreateOptions, more: string): string {
  return createHash('sha256')
    .update(JSON.stringify([options, more]))
    .digest('hex')
    .slice(0, 16);
}
