import type {
  RouteOutput,
  RouteRequest,
  legacyRoutes,
  networkRoutes,
  secretRoutes,
  sourceRoutes,
} from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { createLegacy } from '../legacy/index.ts';
import { legacyRooms } from '../legacyRooms.ts';

type GroundRoutes = typeof sourceRoutes & typeof networkRoutes & typeof secretRoutes & typeof legacyRoutes;
type GroundHandlers = {
  [Name in keyof GroundRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What belongs to no application: sources, the network, secrets, and what the original left. */
export function createGroundHandlers(engine: Engine): GroundHandlers {
  const { sources, network, secrets } = engine.ground;
  const legacy = createLegacy({ home: engine.status().home, rooms: legacyRooms(engine) });
  return {
    'sources.open': ({ source, remember }) => sources.open(source, remember),
    'sources.get': ({ id }) => sources.get(id),
    'sources.choose': ({ id, subfolder }) => sources.choose(id, subfolder),
    'sources.close': async ({ id }) => {
      await sources.close(id);
      return {};
    },
    'network.get': () => network.get(),
    'network.set': ({ changes }) => network.set(changes),
    'network.check': ({ url }, signal) => network.check(url, signal),
    'secrets.list': () => secrets.list(),
    'secrets.set': async ({ name, value }) => {
      await secrets.set(name, value);
      return secrets.list();
    },
    'secrets.remove': async ({ name }) => {
      await secrets.remove(name);
      return secrets.list();
    },
    'secrets.move': ({ place }) => secrets.move(place),
    'legacy.look': ({ configFile }) => legacy.look(configFile),
    'legacy.import': (request) => legacy.import(request),
    'legacy.result': ({ task }) => legacy.result(task),
    'legacy.import_network': ({ configFile }) => legacy.importNetwork(configFile),
  };
}
