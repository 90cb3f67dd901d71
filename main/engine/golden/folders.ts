import { constants } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationFolders } from '../context/index.ts';

/** Where the files of a golden case lie. */
export interface CaseFolders {
  root: string;
  /** Its data folder as the job finds it: DICOM, and what other jobs left. */
  input: string;
  /** Result files that were accepted. */
  accepted: string;
  /** Where it is checked. */
  trial: string;
  /** Result files of the last check. */
  latest: string;
}

export function caseFolders(application: ApplicationFolders, id: string): CaseFolders {
  const root = path.join(application.root, 'golden', id);
  const inside = (name: string) => path.join(root, name);
  return {
    root,
    input: inside('input'),
    accepted: inside('accepted'),
    trial: inside('trial'),
    latest: inside('latest'),
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

/** Puts one folder in the place of another. */
export async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
