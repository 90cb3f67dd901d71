import type { EventBus, Logger } from '../../../context/index.ts';
import type { DockerEngine } from '../engine/index.ts';
import { describeContainer } from './describe.ts';
import { createFigures, noFigures } from './figures.ts';
import { findContainers, inspectContainer } from './find.ts';
import { readLabels } from './labels.ts';
import { createLife } from './life.ts';
import { createLogKeeper, readLog } from './logs/index.ts';
import type { LogKeeper } from './logs/index.ts';
import { createNetworks } from './networks.ts';
import { reconcile } from './reconcile.ts';
import type { Containers, FoundContainer, WorkerFacts } from './types.ts';

/** @param options.home data home whose containers these are: two engines do not touch each other's */
export function createContainers(options: {
  engine: DockerEngine;
  home: string;
  events: EventBus;
  log: Logger;
}): Containers {
  const { engine, home, events, log } = options;
  const networks = createNetworks(engine, home);
  const figures = createFigures(engine);
  const keepers = new Map<string, LogKeeper>();
  const sources = new Set<(container: FoundContainer) => WorkerFacts | null>();
  const find = (application?: string) => findContainers(engine, home, application);
  const life = createLife(engine, home, async ({ id }) => {
    await Promise.all([...keepers.values()].map((keeper) => keeper.drain(id)));
  });

  const stopListening = [
    engine.onConnected(() => {
      for (const [application, keeper] of keepers) {
        keeper.look();
        events.emit('containers.changed', { application });
      }
    }),
    engine.onContainer((hint) => {
      for (const keeper of keepers.values()) keeper.hint(hint);
      const application = readLabels(hint.labels)?.application;
      if (application !== undefined) events.emit('containers.changed', { application });
    }),
  ];

  function factsOf(container: FoundContainer): WorkerFacts | null {
    for (const source of sources) {
      const facts = source(container);
      if (facts !== null) return facts;
    }
    return null;
  }

  return {
    find,
    async list(application, { figures: wanted }) {
      const found = await find(application);
      const described = await Promise.all(
        found.map(async (one) => {
          const inspected = await inspectContainer(engine, one);
          // Removed while the list was made.
          if (inspected === null) return [];
          const measured = wanted && one.state === 'running' ? await figures.measure(one) : noFigures;
          return [describeContainer(one, inspected, measured, factsOf(one))];
        }),
      );
      return described.flat();
    },
    reconcile: (application, plans, more = {}) => reconcile({ engine, home, life }, application, plans, more),
    remove: (container) => life.remove(container),
    stop: (container, seconds) => life.stop(container, seconds),
    ensureNetwork: (application, subnet = null) => networks.ensure(application, subnet),
    removeNetwork: (application) => networks.remove(application),
    keepLogs(application, folder) {
      const keeper = createLogKeeper({
        engine,
        application,
        folder,
        find: () => find(application),
        onGrown: (container, end) => events.emit('container_log.grown', { application, container, end }),
        log,
      });
      keepers.set(application, keeper);
      if (engine.state().state === 'connected') keeper.look();
      return async () => {
        if (keepers.get(application) === keeper) keepers.delete(application);
        await keeper.close();
      };
    },
    readLog,
    describedBy(source) {
      sources.add(source);
      return () => sources.delete(source);
    },
    async close() {
      for (const stop of stopListening) stop();
      await Promise.all([...keepers.values()].map((keeper) => keeper.close()));
    },
  };
}
