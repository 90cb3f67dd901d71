import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { LegacyRooms, LegacyTarget, Left, OldApplication, OldService } from './types.ts';

/** What came of it so far. */
export type ImportResult = RouteOutput<'legacy.result'>;

/** An old application with what of it is to be brought over. */
export interface ImportPlan {
  old: OldApplication;
  request: RouteRequest<'legacy.import'>;
  name: string;
  services: OldService[];
  workers: OldApplication['workers'];
  options: RouteRequest<'applications.create'>['options'];
}

/**
 * Makes the application and brings everything over, one after the other. What fails is noted, and the rest goes on.
 * @param stage folder to be made; gone at the end
 * @throws EngineError where the application itself cannot be made, `cancelled`
 */
export async function importApplication(
  { old, request, name, services, workers, options }: ImportPlan,
  rooms: LegacyRooms,
  result: ImportResult,
  work: {
    signal: AbortSignal;
    report(progress: { done?: number; total?: number | null }): void;
    stage: string;
  },
): Promise<void> {
  const { signal, report, stage } = work;
  const peersFile = request.peers ? old.peersFile : null;
  const total = 1 + services.length + workers.length + (peersFile === null ? 0 : 1);
  let done = 0;
  report({ done, total });
  const { folder } = request;
  const application = await rooms.create({ name, options, ...(folder !== undefined && { folder }) });
  result.application = application;
  const target = rooms.target(application.id);
  const step = async (what: string, act: () => Promise<void>) => {
    done += 1;
    report({ done, total });
    if (signal.aborted) throw new EngineError('cancelled');
    await act().catch((cause: unknown) => result.left.push({ what, reason: inWords(cause) }));
  };
  try {
    for (const service of services)
      await step(`service ${service.name}`, async () => {
        await target.installService(service.name, await linkTogether(stage, service), service.registry);
        result.services.push(service.name);
      });
    for (const worker of workers)
      await step(`worker ${worker.name}`, async () => {
        result.workers.push(...(await target.installWorker(worker.name, worker.folder, worker.options)));
      });
    if (peersFile !== null) await step('peers of orthanc.json', () => bringPeers(target, peersFile, result));
  } finally {
    await rm(stage, { recursive: true, force: true });
    result.application = rooms.summary(application.id);
  }
}

async function bringPeers(target: LegacyTarget, file: string, result: ImportResult): Promise<void> {
  const { added, skipped } = await target.importPeers(file);
  result.peers.push(...added);
  result.left.push(...skipped.map(({ name, reason }): Left => ({ what: `peer ${name}`, reason })));
}

/** The two packages of a service lie apart: links put them beside each other, and nothing is copied twice. */
async function linkTogether(stage: string, { name, registry, module }: OldService): Promise<string> {
  const folder = path.join(stage, name);
  await mkdir(folder, { recursive: true });
  await symlink(registry, path.join(folder, 'registry'), 'junction');
  await symlink(module, path.join(folder, 'module'), 'junction');
  return folder;
}

function inWords(cause: unknown): string {
  const { message, advice, details } = toEngineError(cause);
  return [message, advice, details?.split('\n')[0]]
    .filter((one) => one !== undefined && one !== '')
    .join(' ');
}
