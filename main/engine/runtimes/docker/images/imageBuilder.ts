import type Docker from 'dockerode';
import type { ImageBuilder } from '../../../workers/index.ts';
import { buildImage, preferredBuilder } from './build.ts';
import type { Builder } from './build.ts';
import { ownAmong, referencesOf } from './ownImages.ts';
import { pullImage } from './pull.ts';
import { shortRun } from './shortRun.ts';

/** How the connection to Docker is used: see `DockerEngine.use`. */
interface Connection {
  use<Answer>(what: string, ask: (docker: Docker) => Promise<Answer>): Promise<Answer>;
}

/**
 * Images by the connection to Docker.
 * @param builder which builder to ask, in place of the one that Docker prefers
 */
export function createImageBuilder(connection: Connection, builder?: Builder): ImageBuilder {
  return {
    inspect: (reference) =>
      connection.use(`look at the image ${reference}`, async (docker) => {
        try {
          const { Id, Created, Size } = await docker.getImage(reference).inspect();
          return { id: Id, createdAt: Date.parse(Created), size: Size };
        } catch (cause) {
          if (statusOf(cause) === 404) return null;
          throw cause;
        }
      }),
    pull: (reference, onProgress, signal) =>
      connection.use(`pull the image ${reference}`, (docker) =>
        pullImage(docker, reference, onProgress, signal),
      ),
    run: (request, signal) =>
      connection.use(`look into the image ${request.image}`, (docker) => shortRun(docker, request, signal)),
    build: (request, onEvent, signal) =>
      connection.use(`build the image ${request.reference}`, async (docker) =>
        buildImage(docker, builder ?? (await preferredBuilder(docker)), request, onEvent, signal),
      ),
    list: (labels) =>
      connection.use('list images', async (docker) => {
        const label = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
        const found = await docker.listImages({ all: true, filters: { label } });
        return found
          .map(({ Id, RepoTags, Created }) => {
            const references = referencesOf(RepoTags);
            return { id: Id, references, own: ownAmong(references), createdAt: Created * 1000 };
          })
          .sort((one, other) => other.createdAt - one.createdAt);
      }),
    remove: (reference) =>
      connection.use(`remove the image ${reference}`, async (docker) => {
        try {
          await docker.getImage(reference).remove();
          return true;
        } catch (cause) {
          if (statusOf(cause) === 404) return true;
          if (statusOf(cause) === 409) return false;
          throw cause;
        }
      }),
  };
}

function statusOf(cause: unknown): number | null {
  return cause instanceof Error && 'statusCode' in cause && typeof cause.statusCode === 'number'
    ? cause.statusCode
    : null;
}
