import type { ApplicationOptions } from '../../contract/index.ts';
import type { Docker, NamedApplication } from './runtimes/index.ts';

/** Time in which a container may end by itself, in seconds. */
const stopSeconds = 10;

/** Whether an application has anything in Docker. */
export function usesDocker({ runtime, docker }: ApplicationOptions): boolean {
  return runtime === 'docker' || docker.components.orthanc !== null;
}

/**
 * Stops and removes all containers of an application and its network; what they stored lies in the application folder.
 * @throws EngineError of Docker; what was removed until then is gone
 */
export async function removeContainers(docker: Docker, application: NamedApplication): Promise<void> {
  const found = await docker.containers.find(application.id);
  await Promise.all(
    found.map(async (one) => {
      // Workers have nothing to write down.
      if (one.role === 'component') await docker.containers.stop(one, stopSeconds);
      await docker.containers.remove(one);
    }),
  );
  await docker.containers.removeNetwork(application);
}
