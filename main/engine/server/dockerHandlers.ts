import type { RouteOutput, RouteRequest, dockerRoutes } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type DockerHandlers = {
  [Name in keyof typeof dockerRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Docker and the containers in it. */
export function createDockerHandlers(engine: Engine): DockerHandlers {
  const { docker } = engine;
  return {
    'docker.state': () => {
      docker.engine.need();
      return docker.engine.state();
    },
    'docker.reconnect': () => docker.engine.reconnect(),
    'docker.start': (_, signal) => docker.engine.start(signal),
    'containers.list': ({ application, figures }) => {
      if (application !== undefined) engine.application(application);
      return docker.containers.list(application, { figures });
    },
    'containers.logs': ({ application, ...request }) =>
      docker.containers.readLog(engine.application(application).context.folders.containerLogs, request),
  };
}
