import path from 'node:path';
import { EngineError, errorsIn } from '../../../contract/index.ts';
import type { RouteRequest, WorkerCheck } from '../../../contract/index.ts';
import type { BuildParts } from './build/buildTask.ts';
import { checkedWorker, prepareWorker } from './build/prepare.ts';
import { claimedTwice, inspectWorkerFolder } from './folder/inspect.ts';
import type { InspectedFolder } from './folder/inspect.ts';
import { findingsOfOptions, optionsOf } from './folder/options.ts';
import type { Installed } from './installed.ts';
import { proxyVariables } from './store/proxies.ts';
import type { WorkerPlaces } from './store/places.ts';

/**
 * Looks at a worker folder: settings, files, channels, and where wanted into the base images.
 * @throws EngineError `worker-not-found`, `worker-invalid` where there is no folder, `image-missing`, `docker-…`
 */
export async function checkWorkers(
  parts: BuildParts & {
    installed: Installed;
    known(name: string): string;
    placesOf(name: string): WorkerPlaces;
  },
  { path: given, worker, name, probe }: Omit<RouteRequest<'workers.check'>, 'application'>,
  signal: AbortSignal,
): Promise<WorkerCheck> {
  if ((given === undefined) === (worker === undefined))
    throw new EngineError(
      'validation-failed',
      'Say which folder or which installed worker is to be checked.',
    );
  const own = worker === undefined ? null : parts.known(worker);
  const folder = own === null ? path.resolve(given ?? '') : parts.placesOf(own).source;
  const inspected = own === null ? inspectWorkerFolder(folder, name) : inspectInstalled(parts.installed, own);
  const findings = [...inspected.findings, ...parts.installed.claims(inspected.workers)];
  const workers: WorkerCheck['workers'] = [];
  for (const one of inspected.workers) {
    findings.push(...findingsOfOptions(one, optionsOf(one, {})));
    const first = prepareWorker(folder, one, null, parts.application);
    const base =
      probe && errorsIn(first.findings).length === 0
        ? await parts.prober.probe(
            {
              reference: one.settings.image ?? one.settings.baseImage,
              versions: one.settings.environments.map(({ pythonVersion }) => pythonVersion),
              scripts: first.layout.scripts.map(({ text }) => text),
              variables: proxyVariables(parts.options, await parts.networkVariables()),
              labels: parts.labels,
              isBase: one.settings.image === null,
            },
            () => undefined,
            signal,
          )
        : null;
    const prepared = base === null ? first : prepareWorker(folder, one, base, parts.application);
    findings.push(...prepared.findings);
    workers.push(checkedWorker(prepared));
  }
  return { workers, findings };
}

function inspectInstalled(installed: Installed, name: string): InspectedFolder {
  const { workers, findings } = installed.inspect(name);
  return { workers, findings: [...findings, ...claimedTwice(workers)] };
}
