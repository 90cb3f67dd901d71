import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { RouteOutput, ServiceDetail } from '../../../contract/index.ts';
import { servingEnvironment } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { jobVariables, resourcesByHand } from '../dispatch/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { writeLauncher } from './launcher.ts';

/**
 * Prepares a shell with the Python and the variables of a service's jobs, for people who work on it.
 * @param jobName one of its jobs; the first when absent
 * @throws EngineError `not-found`, `runtime-failed`, `disk-failed`
 */
export async function openServiceBench(
  context: ApplicationContext,
  runtime: Runtime,
  service: ServiceDetail,
  jobName: string | undefined,
): Promise<RouteOutput<'services.environment'>> {
  const job = service.jobs.find((one) => jobName === undefined || one.jobName === jobName);
  if (job === undefined) {
    throw new EngineError('not-found', `The service "${service.name}" has no job "${jobName ?? ''}".`);
  }
  const { channel, worker, params, resources } = job;
  const serving = servingEnvironment(runtime.environments(), channel);
  if (serving === undefined) {
    throw new EngineError(
      'runtime-failed',
      `No environment serves the channel "${channel}" of "${job.jobName}".`,
    );
  }
  const hand = await runtime.byHand(serving.name);
  const root = path.join(context.folders.root, 'workbench', `service-${service.name}`);
  const data = path.join(root, 'data');
  const held = resourcesByHand(serving, resources);
  const variables = {
    ...jobVariables(context, { root, data, logs: path.join(root, 'logs') }),
    ...held.variables,
  };
  const order = hand.request({
    id: `service-${service.name}`,
    jobRunId: '',
    channel,
    worker,
    arguments: { jobName: job.jobName, headers: {}, params, added_params: {} },
    modulesFolder: path.dirname(service.folders.module),
    dataFolder: data,
    ...held,
    variables,
    timeoutMs: 0,
    logLimitBytes: 0,
  });
  // Containers see what is installed, not the folder that it follows.
  const folder = (runtime.kind === 'local' ? service.linkedFolder : null) ?? service.folders.module;
  try {
    await mkdir(data, { recursive: true });
    await writeLauncher(root, hand, order, hand.path(folder));
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${root} could not be made.`, { cause });
  }
  return {
    folder,
    environment: serving.name,
    interpreter: hand.executable,
    command: [...hand.command, hand.path(path.join(root, 'job.py')), 'shell'],
    variables,
  };
}
