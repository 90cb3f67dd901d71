import type { Engine } from './engine.ts';
import type { createLegacy } from './legacy/index.ts';
import { checkFilters } from './planning/index.ts';
import { takenFromFolder } from './services/index.ts';

/** What bringing over applications of the old tool needs of the engine. */
export function legacyRooms(engine: Engine): Parameters<typeof createLegacy>[0]['rooms'] {
  const summary = (id: string) => {
    const found = engine.listApplications().find((one) => one.id === id);
    // It was there a moment ago; `application` says what is to be said where it was removed.
    return found ?? engine.describeApplication(id);
  };
  return {
    names: () => engine.listApplications().map(({ name }) => name),
    async create(request) {
      await checkFilters(request.options.filters);
      // Its old ports may still be in use by the old tool.
      return engine.createApplication(request, { isStopped: true });
    },
    summary,
    target: (id) => {
      const { services, workers, peers } = engine.application(id);
      return {
        async installService(name, folder, origin) {
          const from = takenFromFolder(folder);
          await services.install({
            from: { ...from, origin: { ...from.origin, path: origin } },
            name,
            replace: false,
          });
        },
        async installWorker(name, folder, options) {
          const request = { path: folder, name, replace: false, build: false, options };
          return (await workers.install(request)).workers.map((worker) => worker.name);
        },
        importPeers: async (file) => peers.importFrom(file),
      };
    },
    network: engine.ground.network,
    tasks: engine.tasks,
  };
}
