import type {
  applicationLifeRoutes,
  applicationSetupRoutes,
  RouteOutput,
  RouteRequest,
} from '../../../contract/index.ts';
import { composeFile } from '../composeFile.ts';
import type { Engine } from '../engine.ts';

type LifeHandlers = {
  [Name in keyof typeof applicationLifeRoutes | keyof typeof applicationSetupRoutes]: (
    request: RouteRequest<Name>,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** The life of applications: from the first start to the end. */
export function createLifeHandlers(engine: Engine): LifeHandlers {
  return {
    'applications.start': ({ application }) => engine.life.start(application),
    'applications.stop': ({ application, jobs }) => engine.life.stop(application, jobs),
    'applications.restart': ({ application, jobs }) => engine.life.restart(application, jobs),
    'applications.init': ({ application, refresh }) => engine.application(application).init.start(refresh),
    'applications.remove': (request) => engine.removeApplication(request),
    'export.compose': ({ application }) => composeFile(engine.application(application), engine.docker),
  };
}
