import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { ReplaySummary } from '../../../../contract/index.ts';
import { inspectService, readSettings } from '../../services/index.ts';
import { readDefinitions } from '../definitions.ts';
import type { DefinedJobs } from '../jobs.ts';
import type { PlannedService, ServiceSource } from '../types.ts';

/** The service of a replay. */
export interface AskedService {
  name: string;
  /** Its folder with callbacks where it is not installed. */
  registry: string | null;
  defined: DefinedJobs;
  /** Jobs that are reported on. */
  jobs: ReplaySummary['jobs'];
}

/**
 * Finds the service and its jobs, in a folder or among the installed ones; what was changed in the application of the
 * installed service of that name holds for a folder as well.
 * @throws EngineError `service-invalid`, `not-found`, `validation-failed`
 */
export function askedService(
  services: Pick<ServiceSource, 'installed' | 'withChanges'>,
  request: { service?: string | undefined; path?: string | undefined; job?: string | undefined },
): AskedService {
  const { service, registry } =
    request.path === undefined
      ? { service: installedService(services.installed(), request.service), registry: null }
      : serviceIn(services, request.path, request.service);
  const defined = readDefinitions({ preServices: [], postServices: [], services: [service] });
  const names = [...new Set(defined.jobs.map((job) => job.definition.jobName))];
  if (names.length === 0) {
    throw new EngineError('service-invalid', `The service "${service.name}" has no job that is valid.`, {
      details: defined.warnings.map(({ message }) => message).join('\n'),
    });
  }
  if (request.job !== undefined && !names.includes(request.job)) {
    throw new EngineError('not-found', `The service "${service.name}" has no job "${request.job}".`, {
      advice: `It has: ${names.join(', ')}`,
    });
  }
  return { name: service.name, registry, defined, jobs: request.job === undefined ? names : [request.job] };
}

function installedService(installed: readonly PlannedService[], name: string | undefined): PlannedService {
  if (name === undefined) {
    throw new EngineError('validation-failed', 'Name an installed service, or the folder of one.');
  }
  const found = installed.find((one) => one.name === name);
  if (found === undefined) throw new EngineError('not-found', `There is no installed service "${name}".`);
  return found;
}

function serviceIn(
  services: Pick<ServiceSource, 'withChanges'>,
  folder: string,
  name: string | undefined,
): { service: PlannedService; registry: string } {
  const found = inspectService(folder, name);
  const registry = path.join(folder, 'registry');
  const settings = readSettings(path.join(registry, 'settings.json'), 'registry/settings.json');
  const [problem] = settings.findings;
  if (settings.entries.length === 0) {
    throw new EngineError(
      'service-invalid',
      `The service in ${folder} cannot be asked: ${problem?.message ?? 'it has no jobs.'}`,
    );
  }
  const entries = services.withChanges?.(found.name, settings.entries) ?? settings.entries;
  return { service: { name: found.name, contentHash: '', entries, problem: null }, registry };
}
