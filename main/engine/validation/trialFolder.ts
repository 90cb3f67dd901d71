import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import { newId } from '../context/index.ts';
import { listServiceFiles } from '../services/index.ts';

const prefix = 'check-';
/** Larger files, such as weights of models, are not copied where a link does as well; in bytes. */
const largestCopy = 16 * 1024 * 1024;

/** Where code of a service may be imported from that is not installed. */
export interface TrialFolder {
  /** What the check has as DATA; module packages lie in `modules`. */
  data: string;
  registry: string;
  /** An empty folder of packages. */
  modules: string;
  logs: string;
  remove(): Promise<void>;
}

/** Makes one with nothing in it, where containers see it as well. */
export async function makeTrialFolder({ root: application }: ApplicationFolders): Promise<TrialFolder> {
  const name = `${prefix}${newId()}`;
  // Each in a part of the application that containers of its kind see.
  const root = path.join(application, 'scratch', name);
  const registry = path.join(application, 'planning', name);
  const data = path.join(root, 'data');
  const trial = { data, registry, modules: path.join(root, 'none'), logs: path.join(data, 'logs') };
  async function remove(): Promise<void> {
    for (const made of [root, registry]) await rm(made, { recursive: true, force: true, maxRetries: 3 });
  }
  try {
    for (const made of [trial.logs, trial.registry, trial.modules]) await mkdir(made, { recursive: true });
  } catch (cause) {
    await remove();
    throw new EngineError('disk-failed', 'A service could not be copied to be looked at.', { cause });
  }
  return { ...trial, remove };
}

/**
 * Copies packages of a service into one.
 * @param options.canLink large files may be links to the original: who looks at them sees it, and cannot write there
 * @throws EngineError `disk-failed`
 */
export async function copyToTrial(
  trial: TrialFolder,
  service: { folder: string; name: string },
  options: { parts: readonly ('registry' | 'module')[]; canLink: boolean; signal: AbortSignal },
): Promise<void> {
  const { parts, canLink, signal } = options;
  const targets = { registry: trial.registry, module: path.join(trial.data, 'modules') };
  try {
    for (const part of parts) {
      const folder = path.join(service.folder, part);
      const files = existsSync(folder) ? listServiceFiles(folder) : [];
      for (const { relative, absolute } of files) {
        signal.throwIfAborted();
        const file = path.join(targets[part], service.name, ...relative.split('/'));
        await mkdir(path.dirname(file), { recursive: true });
        const isLarge = canLink && (await stat(absolute)).size > largestCopy;
        await (isLarge ? symlink(absolute, file) : copyFile(absolute, file, constants.COPYFILE_FICLONE));
      }
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new EngineError('disk-failed', `The service in ${service.folder} could not be copied.`, { cause });
  }
}

/** Removes what an engine left that was killed. */
export async function removeLeftTrials(folders: ApplicationFolders): Promise<void> {
  for (const part of ['scratch', 'planning']) {
    const folder = path.join(folders.root, part);
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.startsWith(prefix)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
