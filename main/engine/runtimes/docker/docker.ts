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
    async close() {
      await containers.close();
      engine.close();
    },
  };
}
