import { closeSync, openSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../../context/index.ts';

/** A new file in the staging folder. */
export interface StagingFile {
  path: string;
  fd: number;
}

/** Makes staging files; one can be made ahead, so that a sender does not wait for it. */
export interface StagingFiles {
  /** @throws Error of the file system */
  take(): StagingFile;
  /** Makes the next one now, in the time in which a sender thinks about its next instance. */
  prepare(): void;
  /** Removes the one that was made ahead. */
  tidy(): void;
}

export function createStagingFiles(folder: string): StagingFiles {
  let spare: StagingFile | null = null;

  function open(): StagingFile {
    const file = path.join(folder, `${newId()}.part`);
    return { path: file, fd: openSync(file, 'wx+') };
  }
  return {
    take() {
      const taken = spare ?? open();
      spare = null;
      return taken;
    },
    prepare() {
      try {
        spare ??= open();
      } catch {
        // Whatever it is, the next `take` meets it as well and tells.
      }
    },
    tidy() {
      if (spare === null) return;
      const { fd, path: file } = spare;
      spare = null;
      closeSync(fd);
      unlinkSync(file);
    },
  };
}
