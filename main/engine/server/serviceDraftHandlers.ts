import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { RouteOutput, RouteRequest, serviceTemplateRoutes } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { inspectService } from '../services/index.ts';

type ServiceDraftHandlers = {
  [Name in keyof typeof serviceTemplateRoutes | 'services.inspect']: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Services before they are installed: examples, drafts, and what is wrong with a folder. */
export function createServiceDraftHandlers(_engine: Engine): ServiceDraftHandlers {
  const soon = () => {
    throw new EngineError('validation-failed', 'New services cannot be made from examples yet.');
  };
  return {
    'services.examples': soon,
    'services.keywords': soon,
    'services.preview': soon,
    'services.create': soon,
    'services.try': soon,
    'services.inspect': ({ path: folder = '', name }) => ({
      ...inspectService(path.resolve(folder), name),
      environments: [],
    }),
  };
}
