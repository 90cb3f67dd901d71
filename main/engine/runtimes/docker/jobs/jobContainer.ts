import { Duplex } from 'node:stream';
import { z } from 'zod';
import { EngineError } from '../../../../../contract/index.ts';
import { createLiveHost, runJob, speakWithHost } from '../../host/index.ts';
import type { HostListener, HostProcess } from '../../host/index.ts';
import type { JobObserver, JobOutcome } from '../../runtime.ts';
import type { InstalledEnvironment } from '../../../workers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { hostVariablesInside } from './environment.ts';
import { split } from './execHost.ts';
import { sharedFolders } from './paths.ts';
import type { Paths } from './paths.ts';
import { fetchesAtStart, jobPlan } from './plans.ts';
import type { Replica } from './replica.ts';
import type { InsideRequest } from './requests.ts';
import type { DockerRuntimeParts } from './types.ts';

/** What a job in a container of its own needs. */
export interface OwnContainer {
  engine: DockerEngine;
  paths: Paths;
  parts: DockerRuntimeParts;
  user: string;
  /** Of its worker: its labels and its network are those of the job's container. */
  replica: Replica;
  environment: InstalledEnvironment;
  /** Name of the environment, for people. */
  name: string;
}

/**
 * Runs a job in a container made for it alone: where the kernel cannot keep jobs apart that share one. It sees the
 * folder of its own run and of its own service because no other is mounted.
 */
export async function runInOwnContainer(
  own: OwnContainer,
  { inside, reach }: { inside: InsideRequest['request']; reach: InsideRequest['reach'] },
  observer: JobObserver,
  signal: AbortSignal,
): Promise<JobOutcome> {
  const live = createLiveHost({
    name: own.name,
    start: (listener, closing) => startOwnHost(own, reach, listener, closing),
    heartbeatMs: own.parts.heartbeatMs(),
    log: own.parts.log,
  });
  try {
    return await runJob({ environment: own.name, live, signal, observer }, inside);
  } finally {
    await live.close();
  }
}

async function startOwnHost(
  { engine, paths, parts, user, replica, environment, name }: OwnContainer,
  reach: InsideRequest['reach'],
  listener: HostListener,
  signal: AbortSignal,
): Promise<HostProcess> {
  const { worker, container, variables } = replica;
  const ofWorker = new Set(worker.mounts.map(({ target }) => target));
  const options = jobPlan(
    {
      shared: sharedFolders(parts.folders),
      packageFolder: parts.packageFolder,
      user,
      network: worker.network ? await parts.network() : 'none',
      restartPolicy: 'no',
      startVariables: fetchesAtStart(worker) ? await parts.networkVariables() : {},
    },
    worker,
    environment,
    { ...reach, write: reach.write.filter((folder) => !ofWorker.has(folder)) },
    hostVariablesInside(paths, { worker, environment }, parts.variables(), variables),
  );
  return engine.use(`start a container for a job of ${container.name}`, async (docker) => {
    const inspected = await docker.getContainer(container.id).inspect();
    const made = await docker.createContainer({
      ...options,
      // No replica of the worker, which nobody is to look after: it goes with its job, or with the engine.
      Labels: { ...inspected.Config.Labels, 'dcm-processor.role': 'job' },
    });
    const remove = async () => {
      await made.remove({ force: true, v: true }).catch((cause: unknown) => {
        const { statusCode } = cause as { statusCode?: unknown };
        // It is gone, or is just going.
        if (statusCode === 404 || statusCode === 409) return;
        parts.log.warn({ container: made.id, cause: String(cause) }, 'the container of a job stays');
      });
    };
    try {
      const stream = await made.attach({
        stream: true,
        hijack: true,
        stdin: true,
        stdout: true,
        stderr: true,
      });
      if (!(stream instanceof Duplex)) throw new Error('Docker gave no stream to write to');
      const { stdout, stderr, end } = split(docker, stream);
      const exit: Promise<unknown> = made.wait({ condition: 'next-exit' });
      exit.catch(() => undefined);
      await made.start();
      const ended = end.then(async () => `Its container ended with exit code ${exitCodeOf(await exit)}.`);
      return await speakWithHost(
        {
          name,
          stdin: stream,
          stdout,
          stderr,
          end: ended.catch((cause: unknown) => `Its container is gone: ${String(cause)}`),
          terminate: () => void remove(),
        },
        listener,
        signal,
      );
    } catch (cause) {
      await remove();
      if (cause instanceof EngineError) throw cause;
      throw new EngineError('container-failed', `No container could be started for a job of "${name}".`, {
        cause,
      });
    }
  });
}

function exitCodeOf(answer: unknown): number | string {
  const read = z.looseObject({ StatusCode: z.number() }).safeParse(answer);
  return read.success ? read.data.StatusCode : 'unknown';
}
