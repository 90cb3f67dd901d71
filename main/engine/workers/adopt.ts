import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import type { RouteOutput } from '../../../contract/index.ts';
import { readJsonFile } from '../services/index.ts';
import type { NamedSettings } from './folder/settingsFile.ts';

/** A service may bring them, as those of the first generation did; larger files are no such files, in bytes. */
const largestFile = 1024 * 1024;
/** Where they lie in a worker folder. */
const adoptedFolder = 'services';

type Adoptable = RouteOutput<'workers.adoptable'>[number];

/** What a service of an application asks of the worker that runs its jobs. */
export interface ServiceWishes {
  service: string;
  requirementsFile: string | null;
  scriptFile: string | null;
  requirements: string[];
  script: string[];
}

/** @returns null for a service that asks for nothing */
export function wishesOf(modulesFolder: string, service: string): ServiceWishes | null {
  const file = (name: string) => path.join(modulesFolder, service, name);
  const requirements = meaningfulLines(file('requirements.txt'));
  const script = meaningfulLines(file('script.sh'));
  if (requirements.length === 0 && script.length === 0) return null;
  return {
    service,
    requirementsFile: requirements.length > 0 ? file('requirements.txt') : null,
    scriptFile: script.length > 0 ? file('script.sh') : null,
    requirements,
    script,
  };
}

/** Services that ask for something, with the workers that have it, and the one that runs their jobs. */
export function adoptableBy(
  workers: readonly NamedSettings[],
  services: readonly { name: string; channels: readonly string[] }[],
  modulesFolder: string,
): Adoptable[] {
  return services.flatMap(({ name, channels }) => {
    const wishes = wishesOf(modulesFolder, name);
    if (wishes === null) return [];
    const { service, requirements, script } = wishes;
    const by = adoptedBy(wishes, workers);
    return [{ service, requirements, script, adoptedBy: by, ...servedBy(channels, workers) }];
  });
}

/** Workers whose settings already have what the service asks for. */
function adoptedBy(wishes: ServiceWishes, workers: readonly NamedSettings[]): string[] {
  const { requirements, script } = adoptedPaths(wishes);
  return workers
    .filter(
      ({ settings }) =>
        (script === null || settings.scripts.includes(script)) &&
        (requirements === null ||
          settings.environments.some((one) => one.requirements.includes(requirements))),
    )
    .map(({ name }) => name);
}

/** The worker and environment that run the jobs of the service: those of its first channel that anybody serves. */
export function servedBy(
  channels: readonly string[],
  workers: readonly NamedSettings[],
): Pick<Adoptable, 'worker' | 'environment'> {
  for (const channel of channels) {
    for (const { name, settings } of workers) {
      const environment = settings.environments.find((one) => one.channels.includes(channel));
      if (environment !== undefined) return { worker: name, environment: environment.name };
    }
  }
  return { worker: null, environment: null };
}

/**
 * Copies what a service asks for into the installed folder of a worker, and names it in its settings.json.
 * @param entry name in settings.json, where that has several workers
 * @throws EngineError `worker-invalid` where there is no such environment, or the file cannot be changed
 */
export function adopt(
  sourceFolder: string,
  worker: NamedSettings,
  wishes: ServiceWishes,
  { environment: wanted, entry }: { environment: string | null; entry: string | null },
): void {
  const environment = worker.settings.environments.find((one) => one.name === wanted) ?? null;
  if (environment === null && wishes.requirementsFile !== null) {
    const names = worker.settings.environments.map(({ name }) => name).join(', ');
    throw new EngineError(
      'worker-invalid',
      `The worker "${worker.name}" has no environment ${wanted === null ? 'that is named' : `"${wanted}"`}; it has: ${names}.`,
    );
  }
  const paths = adoptedPaths(wishes);
  const place = (from: string | null, to: string | null): void => {
    if (from === null || to === null) return;
    const target = path.join(sourceFolder, ...to.split('/'));
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(from, target);
  };
  place(wishes.requirementsFile, paths.requirements);
  place(wishes.scriptFile, paths.script);
  const file = path.join(sourceFolder, 'settings.json');
  const read = readJsonFile(file, '');
  const entries = 'value' in read ? entriesSchema.safeParse(read.value) : null;
  if (entries?.success !== true) throw new EngineError('worker-invalid', `${file} cannot be changed.`);
  const own = entries.data.find(
    (one) => entry === null || String(one['name']).trim().toLowerCase() === entry,
  );
  if (own === undefined)
    throw new EngineError('worker-invalid', `${file} has no worker named "${entry ?? ''}".`);
  own['scripts'] = withOne(worker.settings.scripts, paths.script);
  own['environments'] = listOf(own['environments']).map((one) =>
    environment !== null && one['name'] === environment.name
      ? { ...one, requirements: withOne(environment.requirements, paths.requirements) }
      : one,
  );
  const isArray = 'value' in read && Array.isArray(read.value);
  writeFileAtomicSync(file, `${JSON.stringify(isArray ? entries.data : own, null, 2)}\n`);
}

const objectSchema = z.record(z.string(), z.unknown());
const entriesSchema = z.union([z.array(objectSchema), objectSchema.transform((one) => [one])]);

function listOf(value: unknown): Record<string, unknown>[] {
  const parsed = entriesSchema.safeParse(value);
  return parsed.success ? parsed.data : [];
}

function withOne(list: readonly string[], added: string | null): string[] {
  return added === null || list.includes(added) ? [...list] : [...list, added];
}

/** Where in a worker folder lies what a service asks for. */
export function adoptedPaths({ service, requirementsFile, scriptFile }: ServiceWishes): {
  requirements: string | null;
  script: string | null;
} {
  return {
    requirements: requirementsFile === null ? null : `${adoptedFolder}/${service}/requirements.txt`,
    script: scriptFile === null ? null : `${adoptedFolder}/${service}/script.sh`,
  };
}

/** Lines that say something: no comments, no shebang. */
function meaningfulLines(file: string): string[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  if (bytes.length > largestFile) return [];
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
