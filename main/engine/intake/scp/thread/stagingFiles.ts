import { close, closeSync, open, openSync, unlink } from 'node:fs';
import path from 'node:path';
import { removeStaged } from '../../../archive/index.ts';
import { newId } from '../../../context/index.ts';

/** Files that are made ahead. */
const mostAhead = 4;

/** A new file in the staging folder. */
export interface StagingFile {
  path: string;
  fd: number;
}

/** Makes staging files; some are made ahead, because while others are being flushed it can take a while. */
export interface StagingFiles {
  /** @throws Error of the file system */
  take(): StagingFile;
  /** Removes those that were made ahead; the next `take` makes some again. */
  tidy(): void;
}

export function createStagingFiles(folder: string): StagingFiles {
  let ahead: StagingFile[] = [];
  let opening = 0;
  /** Counts `tidy` calls: files that are opened meanwhile are not wanted any more. */
  let round = 0;

  const newPath = () => path.join(folder, `${newId()}.part`);

  function openAhead(): void {
    while (ahead.length + opening < mostAhead) {
      opening += 1;
      const file = newPath();
      const openedFor = round;
      open(file, 'wx+', (cause, fd) => {
        opening -= 1;
        // Whatever it is, the next `take` meets it as well and tells.
        if (cause !== null) return;
        if (openedFor === round) ahead.push({ path: file, fd });
        else close(fd, () => unlink(file, () => undefined));
      });
    }
  }

  return {
    take() {
      const taken = ahead.shift();
      openAhead();
      if (taken !== undefined) return taken;
      const file = newPath();
      return { path: file, fd: openSync(file, 'wx+') };
    },
    tidy() {
      round += 1;
      const unwanted = ahead;
      ahead = [];
      for (const { fd, path: file } of unwanted) {
        closeSync(fd);
        removeStaged(file);
      }
    },
  };
}
