import { EngineError } from '../../../contract/index.ts';
import type {
  RouteOutput,
  RouteRequest,
  legacyRoutes,
  networkRoutes,
  secretRoutes,
  sourceRoutes,
} from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type GroundRoutes = typeof sourceRoutes & typeof networkRoutes & typeof secretRoutes & typeof legacyRoutes;
type GroundHandlers = {
  [Name in keyof GroundRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What belongs to no application: sources, the network, secrets, and what the original left. */
export function createGroundHandlers(_engine: Engine): GroundHandlers {
  const notYet = () => {
    throw new EngineError('internal', 'This is not there yet.');
  };
  return {
    'sources.open': notYet,
    'sources.get': notYet,
    'sources.choose': notYet,
    'sources.close': notYet,
    'network.get': notYet,
    'network.set': notYet,
    'network.check': notYet,
    'secrets.list': notYet,
    'secrets.set': notYet,
    'secrets.remove': notYet,
    'secrets.move': notYet,
    'legacy.look': notYet,
    'legacy.import': notYet,
    'legacy.result': notYet,
    'legacy.import_network': notYet,
  };
}
