import type { applicationCopyRoutes, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';
import { checkFilters } from '../planning/index.ts';

type CopyHandlers = {
  [Name in keyof typeof applicationCopyRoutes | 'applications.check' | 'applications.rename']: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Applications as a whole: checked before they are made, renamed, backed up, restored, cloned. */
export function createCopyHandlers(engine: Engine): CopyHandlers {
  const { copies } = engine;
  return {
    'applications.check': (request) => engine.checkApplication(request),
    'applications.rename': ({ application, name }) => engine.renameApplication(application, name),
    'applications.plan_backup': (request) => copies.plan(request),
    'applications.backup': (request) => copies.backUp(request),
    'applications.inspect_backup': (request) => copies.inspect(request),
    'applications.restore': async (request) => {
      await checkFilters(request.options.filters);
      return copies.restore(request);
    },
    'applications.clone': async (request) => {
      await checkFilters(request.options.filters);
      return copies.clone(request);
    },
    'applications.copied': ({ task }) => copies.result(task),
  };
}
