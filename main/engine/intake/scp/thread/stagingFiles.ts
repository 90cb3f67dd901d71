import { close, closeSync, open, openSync, unlink, unlinkSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../../context/index.ts';

/** A new file in the staging folder. */
export interface StagingFile {
  path: string;
  fd: number;
}

/** Makes staging files; one is made ahead, so that a sender does not wait for it. */
export interface StagingFiles {
  /** @throws Error of the file system */
  take(): StagingFile;
  /** Removes the one that was made ahead. The next `take` makes one again. */
  tidy(): void;
}

export function createStagingFiles(folder: string): StagingFiles {
  let spare: StagingFile | null = null;
  let isOpening = false;
  /** Counts `tidy` calls: a file that is opened meanwhile is not wanted any more. */
  let round = 0;

  const newPath = () => path.join(folder, `${newId()}.part`);

  function openAhead(): void {
    if (isOpening || spare !== null) return;
    isOpening = true;
    const file = newPath();
    const openedFor = round;
    open(file, 'wx+', (cause, fd) => {
      isOpening = false;
      // Whatever it is, the next `take` meets it as well and tells.
      if (cause !== null) return;
      if (openedFor === round) spare = { path: file, fd };
      else close(fd, () => unlink(file, () => undefined));
    });
  }

  return {
    take() {
      const taken = spare;
      spare = null;
      openAhead();
      if (taken !== null) return taken;
      const file = newPath();
      return { path: file, fd: openSync(file, 'wx+') };
    },
    tidy() {
      round += 1;
      if (spare === null) return;
      const { fd, path: file } = spare;
      spare = null;
      closeSync(fd);
      unlinkSync(file);
    },
  };
}
