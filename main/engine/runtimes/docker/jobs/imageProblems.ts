import { EngineError } from '../../../../../contract/index.ts';
import type { FoundContainer } from '../containers/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import type { BuiltWorker } from './plans.ts';
import type { WorkerProblem } from './types.ts';

/**
 * Workers whose image was deleted while no container of it was left that could be started again.
 * @throws EngineError of Docker
 */
export async function imageProblems(
  engine: DockerEngine,
  workers: readonly BuiltWorker[],
  found: readonly FoundContainer[],
): Promise<WorkerProblem[]> {
  const looked = await Promise.all(
    workers.map(async (worker) => {
      const { name, image } = worker;
      const containers = found.filter((one) => one.of === name && one.role === 'worker');
      // Docker keeps what a container is made of.
      if (containers.length >= worker.replicas && containers.every(({ imageId }) => imageId === image.id))
        return [];
      if (await hasImage(engine, image.id)) return [];
      const problem = new EngineError(
        'image-missing',
        `The image of the worker "${name}" (${image.reference}) is not in Docker any more.`,
        { advice: `Build the worker "${name}" again: its jobs wait until then.` },
      );
      return [{ worker: name, problem }];
    }),
  );
  return looked.flat();
}

function hasImage(engine: DockerEngine, id: string): Promise<boolean> {
  return engine.use('look for an image', async (docker) => {
    try {
      await docker.getImage(id).inspect();
      return true;
    } catch (thrown) {
      if ((thrown as { statusCode?: unknown }).statusCode === 404) return false;
      throw thrown;
    }
  });
}
