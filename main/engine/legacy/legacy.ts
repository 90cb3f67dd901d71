import path from 'node:path';
import { EngineError, applicationOptionsSchema } from '../../../contract/index.ts';
import type { LegacyApplication, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import { splitAddress } from '../secrets/index.ts';
import { readOldConfig } from './configFile.ts';
import type { OldConfig } from './configFile.ts';
import { importApplication } from './importApplication.ts';
import type { ImportPlan, ImportResult } from './importApplication.ts';
import { importNetwork } from './importNetwork.ts';
import { readOldApplication } from './readApplication.ts';
import type { Legacy, LegacyRooms, OldApplication } from './types.ts';

/** Results are remembered of so many imports. */
const keptResults = 50;

/** @param home data home, in which services are put together */
export function createLegacy({ home, rooms }: { home: string; rooms: LegacyRooms }): Legacy {
  const results = new Map<string, ImportResult>();

  async function plan(request: RouteRequest<'legacy.import'>): Promise<ImportPlan> {
    const config = await readOldConfig(request.configFile);
    const entry = config.applications.find(({ name }) => name === request.application);
    if (entry === undefined)
      throw new EngineError(
        'legacy-not-found',
        `The old tool has no application "${request.application.slice(0, 200)}".`,
        {
          advice: `It has: ${
            config.applications
              .map(({ name }) => name)
              .join(', ')
              .slice(0, 1000) || 'none'
          }.`,
        },
      );
    const old = await readOldApplication(entry, config, rooms.names());
    if (old.view.problem !== null)
      throw new EngineError(
        'legacy-damaged',
        `The old application "${old.view.name}" cannot be brought over. ${old.view.problem}`,
      );
    const services = choose(old.services, request.services, 'service');
    const workers = request.runtime === 'docker' ? choose(old.workers, request.workers, 'worker') : [];
    return {
      old,
      request,
      name: request.name ?? old.view.suggestedName,
      services,
      workers,
      options: optionsFor(
        old,
        request,
        services.some(({ name }) => name === 'base'),
      ),
    };
  }

  return {
    async look(configFile) {
      const config = await readOldConfig(configFile);
      const taken = [...rooms.names()];
      const applications: LegacyApplication[] = [];
      for (const entry of config.applications) {
        const { view } = await readOldApplication(entry, config, taken);
        // Names of several that are brought over differ from each other as well.
        taken.push(view.suggestedName);
        applications.push(view);
      }
      return { configFile: config.file, applications, network: networkOf(config) };
    },
    async import(request) {
      const planned = await plan(request);
      const { old, name } = planned;
      const result: ImportResult = {
        application: null,
        services: [],
        workers: [],
        peers: [],
        left: [...old.view.left, ...leftParts(planned)],
      };
      const task = rooms.tasks.start('legacy', `${old.view.name} as ${name}`, (work) => {
        const stage = path.join(home, 'legacy', work.id);
        work.making(stage);
        return importApplication(planned, rooms, result, { signal: work.signal, report: work.report, stage });
      });
      results.set(task.id, result);
      for (const id of [...results.keys()].slice(0, -keptResults)) results.delete(id);
      return task;
    },
    result(task) {
      const found = results.get(task);
      if (found === undefined) throw new EngineError('not-found', 'There is no such import any more.');
      return found;
    },
    importNetwork: async (configFile) => importNetwork(await readOldConfig(configFile), rooms.network),
  };
}

/** @param names those that are wanted; absent: all that can be, but for bundled ones */
function choose<Part extends { name: string; bundled: boolean; problem: string | null }>(
  parts: readonly Part[],
  names: readonly string[] | undefined,
  what: string,
): Part[] {
  if (names === undefined) return parts.filter(({ bundled, problem }) => !bundled && problem === null);
  return names.map((name) => {
    const part = parts.find((one) => one.name === name);
    const shown = `The ${what} "${name.slice(0, 100)}"`;
    if (part === undefined)
      throw new EngineError('not-found', `${shown} is not in the old application.`, {
        advice: `It has: ${
          parts
            .map((one) => one.name)
            .join(', ')
            .slice(0, 1000) || 'none'
        }.`,
      });
    if (part.problem !== null)
      throw new EngineError('legacy-damaged', `${shown} cannot be brought over. ${part.problem}`);
    return part;
  });
}

function optionsFor(
  old: OldApplication,
  { runtime, orthanc }: RouteRequest<'legacy.import'>,
  withBase: boolean,
): ImportPlan['options'] {
  const { jobsOfBase, options } = old;
  const jobs = (group: 'preServices' | 'postServices') => [
    ...(withBase ? jobsOfBase[group] : []),
    ...(options[group] ?? []),
  ];
  return applicationOptionsSchema.partial().parse({
    ...options,
    preServices: jobs('preServices'),
    postServices: jobs('postServices'),
    runtime,
    docker: { components: { orthanc: orthanc ? old.orthanc : null } },
  });
}

/** Parts that were not chosen, or that cannot be brought over. */
function leftParts({ old, request, services, workers }: ImportPlan): ImportResult['left'] {
  const isBrought = (name: string, brought: readonly { name: string }[]) =>
    brought.some((one) => one.name === name);
  const reasonOf = (part: OldApplication['services'][number] | OldApplication['workers'][number]) =>
    part.problem ?? (part.bundled ? (part.notes[0] ?? 'It came with the old tool.') : 'It was not chosen.');
  const { preServices, postServices } = old.jobsOfBase;
  const lacksJobs = !isBrought('base', services) && preServices.length + postServices.length > 0;
  return [
    ...old.services
      .filter(({ name }) => !isBrought(name, services))
      .map((part) => ({ what: `service ${part.name}`, reason: reasonOf(part) })),
    ...old.workers
      .filter(({ name }) => !isBrought(name, workers))
      .map((part) => ({
        what: `worker ${part.name}`,
        reason:
          request.runtime === 'local'
            ? 'Workers need Docker, and jobs of this application run without it.'
            : reasonOf(part),
      })),
    ...workers.flatMap(({ name, notes }) => notes.map((reason) => ({ what: `worker ${name}`, reason }))),
    ...(lacksJobs
      ? [
          {
            what: 'jobs of the service base before and after all others',
            reason: 'They come only with that service.',
          },
        ]
      : []),
  ];
}

function networkOf({ proxies, trustedHosts }: OldConfig): RouteOutput<'legacy.look'>['network'] {
  const shown = (address: string | null) => (address === null ? null : splitAddress(address).shown);
  return {
    httpProxy: shown(proxies.http),
    httpsProxy: shown(proxies.https),
    ftpProxy: shown(proxies.ftp),
    noProxy: proxies.no,
    trustedHosts,
  };
}
