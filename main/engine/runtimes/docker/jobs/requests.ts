import path from 'node:path';
import { EngineError } from '../../../../../contract/index.ts';
import type { InstalledWorker } from '../../../workers/index.ts';
import type { JobOutcome, JobRequest } from '../../runtime.ts';
import type { Paths } from './paths.ts';

/** What a job may reach beside the image; paths in the container. */
export interface Reach {
  write: string[];
  /** Log files of all runs: added to, never read. */
  append: string[];
  read: string[];
  /** Names only. */
  list: string[];
}

/** A request as a container is to get it. */
export interface InsideRequest {
  request: JobRequest;
  reach: Reach;
}

/** @throws EngineError `runtime-failed` where a folder of it is not one that containers see */
export function requestInside(paths: Paths, request: JobRequest, worker: InstalledWorker): InsideRequest {
  const dataFolder = needInside(paths, request.dataFolder);
  const modulesFolder = needInside(paths, request.modulesFolder);
  const variables = variablesInside(paths, request.variables);
  const service = request.worker.split('.')[0] ?? '';
  const logs = variables['LOGS'];
  const given = request.arguments;
  return {
    request: {
      ...request,
      dataFolder,
      modulesFolder,
      variables,
      arguments: {
        jobName: given.jobName,
        headers: paths.allInside(given.headers),
        params: paths.allInside(given.params),
        added_params: paths.allInside(given.added_params),
      },
      ...(request.dependencyResults && { dependencyResults: paths.allInside(request.dependencyResults) }),
    },
    reach: {
      write: [dataFolder, ...worker.mounts.flatMap((mount) => (mount.readOnly ? [] : [mount.target]))],
      append: logs === undefined ? [] : [logs],
      // What is no name of a package has no folder of its own.
      read: /^[A-Za-z_]\w*$/.test(service) ? [path.posix.join(modulesFolder, service)] : [],
      list: [modulesFolder],
    },
  };
}

/** Variables with their paths as containers see them. */
export function variablesInside(
  paths: Paths,
  variables: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, paths.inside(value) ?? value]),
  );
}

/** An outcome with its paths as this machine sees them. */
export function outcomeOutside(paths: Paths, outcome: JobOutcome): JobOutcome {
  return outcome.kind === 'succeeded' && !outcome.resultIsRepr
    ? { ...outcome, result: paths.allOutside(outcome.result) }
    : outcome;
}

function needInside(paths: Paths, folder: string): string {
  const inside = paths.inside(folder);
  if (inside === null) {
    throw new EngineError(
      'runtime-failed',
      `Containers of this application do not see the folder ${folder}.`,
    );
  }
  return inside;
}
