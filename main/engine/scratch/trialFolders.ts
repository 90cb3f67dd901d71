import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { ServiceVersions } from '../services/index.ts';

/** Where a trial runs. */
export interface TrialFolders {
  data: string;
  /** Folders of the application, but with the code of the trial and no other. */
  application: ApplicationFolders;
}

/** Where the files of a trial lie, before and after it as well. */
export function dataFolderIn(root: string): string {
  return path.join(root, 'data');
}

/**
 * Makes the folder of a trial anew, with a version of a service in it.
 * @throws EngineError `disk-failed`
 */
export async function makeTrialFolders(
  application: ApplicationFolders,
  root: string,
  versions: ServiceVersions,
  version: string,
): Promise<TrialFolders> {
  const code = { registry: path.join(root, 'code', 'registry'), modules: path.join(root, 'code', 'modules') };
  const data = dataFolderIn(root);
  const logs = path.join(root, 'logs');
  try {
    await rm(root, { recursive: true, force: true });
    for (const folder of [data, logs, code.registry, code.modules]) await mkdir(folder, { recursive: true });
    await versions.place(version, code);
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${root} could not be made.`, { cause });
  }
  return { data, application: { ...application, ...code, logs } };
}

/** Removes what is not a result: code and copies of the input. */
export async function clearTrial(root: string): Promise<void> {
  await rm(path.join(root, 'code'), { recursive: true, force: true });
  await rm(path.join(dataFolderIn(root), 'dicom'), { recursive: true, force: true });
}
