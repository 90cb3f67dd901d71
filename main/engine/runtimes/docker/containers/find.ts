import type { ContainerInspectInfo } from 'dockerode';
import { z } from 'zod';
import { containerSchema } from '../../../../../contract/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { ofApplication, ofHome, readLabels } from './labels.ts';
import type { FoundContainer } from './types.ts';

const listedSchema = z.looseObject({
  Id: z.string(),
  Names: z.array(z.string()),
  Image: z.string(),
  ImageID: z.string(),
  Labels: z.record(z.string(), z.string()).nullish(),
  State: z.string(),
});
const state = containerSchema.shape.state;
/** Podman has states of its own. */
const ofPodman: Record<string, string> = {
  configured: 'created',
  initialized: 'created',
  stopping: 'removing',
  stopped: 'exited',
};

/** The containers of a data home, or of one application in it, by their labels. */
export async function findContainers(
  engine: DockerEngine,
  home: string,
  application?: string,
): Promise<FoundContainer[]> {
  const label = [ofHome(home), ...(application === undefined ? [] : [ofApplication(application)])];
  const listed = await engine.use('list the containers', (docker) =>
    docker.listContainers({ all: true, filters: JSON.stringify({ label }) }),
  );
  return z
    .array(listedSchema)
    .parse(listed)
    .flatMap((one) => {
      const place = readLabels(one.Labels ?? {});
      if (place === null) return [];
      return [
        {
          ...place,
          id: one.Id,
          // A container has further names where another one is linked to it; its own has one slash.
          name: (one.Names.find((name) => name.lastIndexOf('/') === 0) ?? one.Id).replace('/', ''),
          image: one.Image,
          imageId: one.ImageID,
          state: state.catch('dead').parse(ofPodman[one.State] ?? one.State),
        },
      ];
    })
    .toSorted((one, other) => one.of.localeCompare(other.of) || one.replica - other.replica);
}

/** All of one container, or null where it is gone. */
export async function inspectContainer(
  engine: DockerEngine,
  { id, name }: { id: string; name: string },
): Promise<ContainerInspectInfo | null> {
  return engine.use(`look at the container ${name}`, async (docker) => {
    try {
      return await docker.getContainer(id).inspect();
    } catch (thrown) {
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
}

/** True where Docker said that there is no such thing. */
export function isGone(thrown: unknown): boolean {
  return (thrown as { statusCode?: unknown }).statusCode === 404;
}

/** True where Docker said that it is so already. */
export function isSoAlready(thrown: unknown): boolean {
  return (thrown as { statusCode?: unknown }).statusCode === 304;
}
