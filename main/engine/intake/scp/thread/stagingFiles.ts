import { close, closeSync, open, openSync, unlink } from 'node:fs';
import path from 'node:path';
import { removeStaged } from '../../../archive/index.ts';
import { newId } from '../../../context/index.ts';
import type { DiskPace } from '../../../context/index.ts';

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
  /**
   * Makes one ahead; to be called when its sender was answered.
   * @param atOnce nobody else waits for this thread
   */
  prepare(atOnce: boolean): void;
  /** Removes those that were made ahead. */
  tidy(): void;
}

export function createStagingFiles(folder: string, pace: DiskPace): StagingFiles {
  let ahead: StagingFile[] = [];
  let opening = 0;
  /** Counts `tidy` calls: files that are opened meanwhile are not wanted any more. */
  let round = 0;
  /** Names are of one thread, and counted: making up a new one each time takes as long as making the file. */
  const stem = newId();
  let made = 0;

  function newPath(): string {
    made += 1;
    return path.join(folder, `${stem}-${made}.part`);
  }
  function openNow(): StagingFile {
    const file = newPath();
    const begun = performance.now();
    const fd = openSync(file, 'wx+');
    pace.took(performance.now() - begun);
    return { path: file, fd };
  }
  function openLater(): void {
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

  return {
    take: () => ahead.shift() ?? openNow(),
    prepare(atOnce) {
      if (ahead.length + opening >= mostAhead) return;
      if (!atOnce || !pace.isFast()) return openLater();
      try {
        ahead.push(openNow());
      } catch {
        // The next `take` meets it as well and tells.
      }
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
