import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { workerNameSchema } from '../../../contract/index.ts';
import type { ComposeWorkers } from './fromCompose.ts';
import type { OldService, OldWorker } from './types.ts';

/** Services that `init` of the old tool installs itself. */
const bundledServices = new Set(['base', 'dcm2nii']);
/** A name that is one part of a path. */
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const plainName = /^[^\\/\u0000-\u001f]{1,200}$/;

/**
 * Services of an old application: those that its configuration names, and those that lie in its folders.
 * @param folders `registry` and `modules` of it
 */
export function servicesOf(
  named: readonly string[],
  folders: { registry: string; modules: string },
): OldService[] {
  const names = new Set([...named, ...foldersIn(folders.registry)]);
  return [...names].toSorted().map((name) => {
    const isPlain = plainName.test(name) && name !== '.' && name !== '..';
    const registry = path.join(folders.registry, isPlain ? name : 'unnamed');
    const module = path.join(folders.modules, isPlain ? name : 'unnamed');
    const isBundled = bundledServices.has(name);
    return {
      name: name.slice(0, 300),
      folder: registry,
      registry,
      module,
      bundled: isBundled,
      problem: isPlain ? problemOfService(registry, module) : 'Its name is no name of a folder.',
      notes: isBundled ? [noteOfBundled(name)] : [],
    };
  });
}

function noteOfBundled(name: string): string {
  return name === 'base'
    ? 'It came with the old tool: anonymizing needs its image with Java, results and clean-up are done here without it.'
    : 'It came with the old tool, and needs dcm2niix in the environment that runs it.';
}

function problemOfService(registry: string, module: string): string | null {
  if (!isFolder(registry)) return `Its folder ${registry} is missing.`;
  if (!existsSync(path.join(registry, 'settings.json'))) return 'It has no settings.json, and so no jobs.';
  return isFolder(module) ? null : `Its folder ${module} is missing.`;
}

/**
 * Workers of an old application.
 * @param folder `workers` of it
 */
export function workersOf(named: readonly string[], folder: string, compose: ComposeWorkers): OldWorker[] {
  const names = new Set([...named, ...foldersIn(folder)]);
  return [...names].toSorted().map((name) => {
    const isPlain = plainName.test(name) && name !== '.' && name !== '..';
    const settings = path.join(folder, isPlain ? name : 'unnamed', 'settings');
    const { options = {}, notes = [] } = compose.get(name) ?? {};
    return {
      name: name.slice(0, 300),
      folder: settings,
      bundled: false,
      options,
      problem: isPlain ? problemOfWorker(name, settings) : 'Its name is no name of a folder.',
      notes: [...notes],
    };
  });
}

function problemOfWorker(name: string, settings: string): string | null {
  const wrong = workerNameSchema.safeParse(name).error?.issues[0]?.message;
  if (wrong !== undefined) return `Its name ${wrong}.`;
  if (!isFolder(settings)) return `Its folder ${settings} is missing.`;
  return existsSync(path.join(settings, 'settings.json')) ? null : 'It has no settings.json.';
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(
        (name) => !name.startsWith('.') && name !== '__pycache__' && isOwnFolder(path.join(folder, name)),
      )
      .slice(0, 1000);
  } catch {
    // That it is missing is told of each part that was to lie there.
    return [];
  }
}

/** A folder, or a link to one that is there. */
function isOwnFolder(found: string): boolean {
  if (lstatSync(found).isDirectory()) return true;
  try {
    return isFolder(realpathSync(found));
  } catch {
    return false;
  }
}
