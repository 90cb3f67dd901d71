import type { InstalledEnvironment } from '../../../workers/index.ts';
import type { ByHand } from '../../runtime.ts';
import { hostVariablesInside } from './environment.ts';
import { packageInside } from './paths.ts';
import type { Paths } from './paths.ts';
import type { Replica } from './replica.ts';
import { requestInside } from './requests.ts';

/** How a person starts the Python of an environment in a container that runs, by the client of Docker. */
export function byHand(
  paths: Paths,
  { container, worker, variables }: Replica,
  environment: InstalledEnvironment,
  options: { given: Readonly<Record<string, string>>; endpoint: string | null; isPodman: boolean },
): ByHand {
  const client = options.isPodman
    ? ['podman']
    : ['docker', ...(options.endpoint === null ? [] : ['--host', options.endpoint])];
  return {
    command: [...client, 'exec', '-it', container.name, environment.python],
    executable: `${environment.python} (${container.name})`,
    packageFolder: packageInside,
    variables: hostVariablesInside(paths, { worker, environment }, options.given, variables),
    path: (hostPath) => paths.inside(hostPath) ?? hostPath,
    request: (request) => requestInside(paths, request, worker).request,
  };
}
