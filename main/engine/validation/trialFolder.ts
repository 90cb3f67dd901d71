import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import { newId } from '../context/index.ts';
import { listServiceFiles } from '../services/index.ts';

const prefix = 'check-';
/** Larger files, such as weights of models, are not copied where a link does as well; in bytes. */
const largestCopy = 16 * 1024 * 1024;

/** A copy of a service that its code may be imported from. */
export interface TrialFolder {
  /** What the check has as DATA; module packages lie in `modules`. */
  data: string;
  registry: string;
  /** An empty folder of packages. */
  modules: string;
  logs: string;
  remove(): Promise<void>;
}

/**
 * Copies a service where containers see it as well.
 * @param options.canLink large files may be links to the original: who looks at them sees it, and cannot write there
 * @throws EngineError `disk-failed`
 */
export async function makeTrialFolder(
  folders: ApplicationFolders,
  service: { folder: string; name: string },
  { canLink, signal }: { canLink: boolean; signal: AbortSignal },
): Promise<TrialFolder> {
  const name = `${prefix}${newId()}`;
  // Each in a part of the application that containers of its kind see.
  const root = path.join(folders.root, 'scratch', name);
  const registry = path.join(folders.root, 'planning', name);
  async function remove(): Promise<void> {
    for (const made of [root, registry]) await rm(made, { recursive: true, force: true, maxRetries: 3 });
  }
  const trial = {
    data: path.join(root, 'data'),
    registry,
    modules: path.join(root, 'none'),
    logs: path.join(root, 'data', 'logs'),
  };
  try {
    for (const made of [trial.logs, trial.registry, trial.modules]) await mkdir(made, { recursive: true });
    for (const { relative, absolute } of listServiceFiles(service.folder)) {
      signal.throwIfAborted();
      const [part = '', ...rest] = relative.split('/');
      const target = { registry: trial.registry, module: path.join(trial.data, 'modules') }[part];
      if (target === undefined || rest.length === 0) continue;
      const file = path.join(target, service.name, ...rest);
      await mkdir(path.dirname(file), { recursive: true });
      const isLarge = canLink && (await stat(absolute)).size > largestCopy;
      await (isLarge ? symlink(absolute, file) : copyFile(absolute, file, constants.COPYFILE_FICLONE));
    }
  } catch (cause) {
    await remove();
    signal.throwIfAborted();
    throw new EngineError('disk-failed', `The service in ${service.folder} could not be copied.`, { cause });
  }
  return { ...trial, remove };
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
