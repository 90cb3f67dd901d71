import { realpathSync } from 'node:fs';
import type { EventBus, Logger } from '../../context/index.ts';
import { createContainers, ofHome } from './containers/index.ts';
import type { Containers, NamedApplication } from './containers/index.ts';
import { applicationImages, createImageBuilder } from './images/index.ts';
import type { ApplicationImages } from './images/index.ts';
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
    async close() {
      await containers.close();
      engine.close();
    },
  };
}
