import path from 'node:path';
import { EngineError } from '../../contract/index.ts';
import type { RouteOutput } from '../../contract/index.ts';
import { templatesFolder } from '../platform/index.ts';
import { inDocker } from './applications/index.ts';
import { composeText } from './compose/index.ts';
import type { OpenApplication } from './openApplicationTypes.ts';
import { applicationSlug, planContainers } from './runtimes/index.ts';
import type { Docker } from './runtimes/index.ts';

/**
 * The containers of an application as a file for Docker Compose.
 * @throws EngineError `docker-…`, `image-missing` for a component whose image is not there, `not-found` where it has none
 */
export async function composeFile(
  { context, settings, workers, components }: OpenApplication,
  docker: Docker,
): Promise<RouteOutput<'export.compose'>> {
  const { options } = settings();
  const application = inDocker(settings());
  await docker.engine.connected();
  const installed = options.runtime === 'docker' ? workers.installed() : [];
  const planned = await planContainers({
    folders: context.folders,
    packageFolder: path.join(templatesFolder(), 'python'),
    workers: installed,
    planningWorker: options.docker.planningWorker,
    network: applicationSlug(application),
    restartPolicy: options.docker.restartPolicy,
    server: docker.engine.state().server,
  });
  const ofComponents = await components.plan();
  const plans = [...planned, ...ofComponents.map(({ plan }) => plan)];
  if (plans.length === 0) {
    throw new EngineError('not-found', 'The application has no containers.', {
      advice: 'Install and build a worker, or add a component, and export it then.',
    });
  }
  const references = new Map([
    ...installed.flatMap(({ image }) => (image === null ? [] : [[image.id, image.reference] as const])),
    ...ofComponents.map(({ image }) => [image.id, image.reference] as const),
  ]);
  const unbuilt = installed.filter(({ image }) => image === null).map((worker) => worker.name);
  return {
    text: composeText({ application, plans, references, subnet: options.docker.network.subnet }),
    notes: [
      'Stop the application before you start these containers: both would use the same folders and ports.',
      'Workers wait for jobs there, and only DCM Processor hands them any.',
      ...(ofComponents.length > 0
        ? ['The password of Orthanc lies in a file that is mounted, and is not in this one.']
        : []),
      ...unbuilt.map((worker) => `The worker "${worker}" has no image yet and is left out.`),
    ],
  };
}
