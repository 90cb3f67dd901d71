import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { RouteOutput, RouteRequest, serviceLifeRoutes } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type ServiceLifeHandlers = {
  [Name in keyof typeof serviceLifeRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** The life of installed services. */
export function createServiceLifeHandlers(engine: Engine): ServiceLifeHandlers {
  const notYet = (): never => {
    throw new EngineError('internal', 'This is not there yet.');
  };
  return {
    'services.get': notYet,
    'services.install': ({ application, path: folder, source, name, replace, link }) => {
      const from = folder ?? (source !== undefined && 'folder' in source ? source.folder : undefined);
      if (from === undefined || link) return notYet();
      return engine.application(application).services.install({ path: path.resolve(from), name, replace });
    },
    'services.compare': notYet,
    'services.update': notYet,
    'services.enable': notYet,
    'services.disable': notYet,
    'services.set_options': notYet,
    'services.versions': notYet,
    'services.roll_back': notYet,
    'services.backup': notYet,
    'services.restore': notYet,
    'services.remove': notYet,
    'services.link': notYet,
    'services.unlink': notYet,
    'services.refresh': notYet,
    'services.run_again': notYet,
    'services.environment': notYet,
  };
}
