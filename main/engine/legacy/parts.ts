import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { workerNameSchema } from '../../../contract/index.ts';
import type { ComposeWorkers } from './fromCompose.ts';
import { isFolder, isThere } from './readFile.ts';
import type { OldService, OldWorker } from './types.ts';

/** Services that `init` of the old tool installs itself. */
const bundledServices = new Set(['base', 'dcm2nii']);
/** So many of an application are looked at. */
const mostParts = 1000;
/** A name that is one part of a path. */
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const plainName = /^[^\\/\u0000-\u001f]{1,200}$/;

/**
 * Services of an old application: those that its configuration names, and those that lie in its folders.
 * @param folders `registry` and `modules` of it
 */
export async function servicesOf(
  named: readonly string[],
  folders: { registry: string; modules: string },
): Promise<OldService[]> {
  const services: OldService[] = [];
  for (const name of await namesOf(named, folders.registry)) {
    const isPlain = plainName.test(name) && name !== '.' && name !== '..';
    const registry = path.join(folders.registry, isPlain ? name : 'unnamed');
    const module = path.join(folders.modules, isPlain ? name : 'unnamed');
    const isBundled = bundledServices.has(name);
    services.push({
      name: name.slice(0, 300),
      folder: registry,
      registry,
      module,
      bundled: isBundled,
      problem: isPlain ? await problemOfService(registry, module) : 'Its name is no name of a folder.',
      notes: isBundled ? [noteOfBundled(name)] : [],
    });
  }
  return services;
}

function noteOfBundled(name: string): string {
  return name === 'base'
    ? 'It came with the old tool: anonymizing needs its image with Java, results and clean-up are done here without it.'
    : 'It came with the old tool, and needs dcm2niix in the environment that runs it.';
}

async function problemOfService(registry: string, module: string): Promise<string | null> {
  if (!(await isFolder(registry))) return `Its folder ${registry} is missing.`;
  if (!(await isThere(path.join(registry, 'settings.json'))))
    return 'It has no settings.json, and so no jobs.';
  return (await isFolder(module)) ? null : `Its folder ${module} is missing.`;
}

/**
 * Workers of an old application.
 * @param names see `namesOf`
 * @param folder `workers` of it
 */
export async function workersOf(
  names: readonly string[],
  folder: string,
  compose: ComposeWorkers,
): Promise<OldWorker[]> {
  const workers: OldWorker[] = [];
  for (const name of names) {
    const isPlain = plainName.test(name) && name !== '.' && name !== '..';
    const settings = path.join(folder, isPlain ? name : 'unnamed', 'settings');
    const { options = {}, notes = [] } = compose.get(name) ?? {};
    workers.push({
      name: name.slice(0, 300),
      folder: settings,
      bundled: false,
      options,
      problem: isPlain ? await problemOfWorker(name, settings) : 'Its name is no name of a folder.',
      notes: [...notes],
    });
  }
  return workers;
}

async function problemOfWorker(name: string, settings: string): Promise<string | null> {
  const wrong = workerNameSchema.safeParse(name).error?.issues[0]?.message;
  if (wrong !== undefined) return `Its name ${wrong}.`;
  if (!(await isFolder(settings))) return `Its folder ${settings} is missing.`;
  return (await isThere(path.join(settings, 'settings.json'))) ? null : 'It has no settings.json.';
}

/** Parts that the configuration names, and those that lie in their folder; sorted. */
export async function namesOf(named: readonly string[], folder: string): Promise<string[]> {
  // That it is missing is told of each part that was to lie there.
  const inside = await readdir(folder).catch(() => []);
  const found: string[] = [];
  for (const name of inside.slice(0, mostParts)) {
    if (name.startsWith('.') || name === '__pycache__') continue;
    if (await isFolder(path.join(folder, name))) found.push(name);
  }
  return [...new Set([...named, ...found])].toSorted();
}
