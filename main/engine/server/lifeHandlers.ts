import type { applicationLifeRoutes, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type LifeHandlers = {
  [Name in keyof typeof applicationLifeRoutes]: (
    request: RouteRequest<Name>,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** The life of applications: from the first start to the end. */
export function createLifeHandlers(engine: Engine): LifeHandlers {
  return {
    'applications.start': ({ application }) => engine.life.start(application),
    'applications.stop': ({ application, jobs }) => engine.life.stop(application, jobs),
    'applications.restart': ({ application, jobs }) => engine.life.restart(application, jobs),
  };
}
