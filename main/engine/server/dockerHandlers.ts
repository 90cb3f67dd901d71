import type { RouteOutput, RouteRequest, diagnosticsRoutes, dockerRoutes } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type MachineRoutes = typeof dockerRoutes & typeof diagnosticsRoutes;
type DockerHandlers = {
  [Name in keyof MachineRoutes]: (
    request: RouteRequest<Name>,
    signal: AbortSignal,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Docker and the containers in it, and how this machine is. */
export function createDockerHandlers(engine: Engine): DockerHandlers {
  const { docker, diagnostics } = engine;
  return {
    'diagnostics.list': () => diagnostics.list(),
    'diagnostics.check': (request, signal) => diagnostics.check(request, signal),
    'diagnostics.fix': (request, signal) => diagnostics.fix(request, signal),
    'diagnostics.report': ({ window }, signal) => diagnostics.report(window, signal),
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
