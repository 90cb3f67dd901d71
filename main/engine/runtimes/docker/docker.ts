import { realpathSync } from 'node:fs';
import type { EventBus, Logger } from '../../context/index.ts';
import { createContainers, ofHome } from './containers/index.ts';
import type { Containers, NamedApplication } from './containers/index.ts';
import { applicationImages, createImageBuilder, listOwnImages } from './images/index.ts';
import type { ApplicationImages, OwnImage } from './images/index.ts';
import { createDockerEngine } from './engine/index.ts';
import type { DockerEngine } from './engine/index.ts';

/** Docker as all applications of a data home share it. */
export interface Docker {
  engine: DockerEngine;
  containers: Containers;
  imagesOf(application: NamedApplication): ApplicationImages;
  /**
   * Bytes of the images that were made for an application, layers that several share counted with each; null where Docker
   * is not connected, or does not tell.
   */
  bytesOfImages(application: NamedApplication): Promise<number | null>;
  /** Images that were built for the data home, whoever uses them. @throws EngineError `docker-…` */
  ownImages(): Promise<OwnImage[]>;
  /**
   * Removes an image by a name of it, or by its identifier.
   * @returns false where containers or other images still need it
   * @throws EngineError `docker-…`
   */
  removeImage(reference: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Nothing is connected until somebody needs it. */
export function createDocker(options: { home: string; events: EventBus; log: Logger }): Docker {
  const { events, log } = options;
  // Whatever way leads there: its containers are found again by a label that is made of it.
  const home = realpathSync(options.home);
  const onChanged = () => events.emit('docker.changed', { application: null });
  const engine = createDockerEngine({ log, label: ofHome(home), onChanged });
  const containers = createContainers({ engine, home, events, log });
  const builder = createImageBuilder(engine);
  return {
    engine,
    containers,
    imagesOf: (application) => applicationImages(builder, home, application),
    async bytesOfImages(application) {
      if (engine.state().state !== 'connected') return null;
      const { labels } = applicationImages(builder, home, application);
      const label = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      const found = await engine
        .use('list images', (docker) => docker.listImages({ filters: { label } }))
        .catch(() => null);
      return found === null ? null : found.reduce((sum, { Size }) => sum + Size, 0);
    },
    ownImages: () => engine.use('list images', (docker) => listOwnImages(docker, home)),
    removeImage: (reference) => builder.remove(reference),
    async close() {
      await containers.close();
      engine.close();
    },
  };
}
