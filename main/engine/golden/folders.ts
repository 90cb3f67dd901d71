import { constants } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';

/** Where the files of a golden case lie. */
export interface CaseFolders {
  root: string;
  /** Its data folder as the job finds it: DICOM, and what other jobs left. */
  input: string;
  /** Where it is checked. */
  trial: string;
  /** Result files, by the name of their folder: what was accepted and what the last check gave are told by the row. */
  result(name: string): string;
}

const resultPrefix = 'result-';

/** Name of a folder for result files that nothing has. */
export const newResultName = () => `${resultPrefix}${newId()}`;

export function caseFolders(application: ApplicationFolders, id: string): CaseFolders {
  const root = path.join(application.root, 'golden', id);
  const inside = (name: string) => path.join(root, name);
  return {
    root,
    input: inside('input'),
    trial: inside('trial'),
    result: inside,
  };
}

/** Copies a whole folder; clones where the file system can. @throws EngineError `disk-failed` */
export async function copyFolder(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${from} could not be copied.`, { cause });
  }
}

/** Copies single files, by their path below both folders. @throws EngineError `disk-failed` */
export async function copyFiles(files: readonly { path: string }[], from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const file of files) {
    const parts = file.path.split('/');
    await copyFolder(path.join(from, ...parts), path.join(to, ...parts));
  }
}

/** Removes result files that no row tells of: of earlier checks, and of one that was interrupted. */
export async function tidyResults(root: string, kept: readonly (string | null)[]): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(resultPrefix) || kept.includes(name)) continue;
    await rm(path.join(root, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
