import { statfs } from 'node:fs/promises';

/** Less than this on Docker's disk counts as full: no container could be made, in bytes. */
const leastFree = 64 * 1024 * 1024;
const lookEveryMs = 5000;
/** Where Docker's disk cannot be looked at: how long it counts as full after it said so, in milliseconds. */
const blindMs = 30_000;

/** Looks at Docker's own disk, while it counts as full. */
export interface SpaceWatch {
  /** Docker said that there is no space left, or it was found so. */
  full(folder: string | null): void;
  close(): void;
}

/** @param onFree there is space again */
export function createSpaceWatch(onFree: () => void): SpaceWatch {
  let timer: NodeJS.Timeout | null = null;

  function close(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }
  function free(): void {
    close();
    onFree();
  }
  async function look(folder: string): Promise<void> {
    const bytes = await freeBytes(folder);
    if (timer === null) return;
    if (bytes === null) timer = later(free, blindMs);
    else if (bytes >= leastFree) free();
    else timer = later(() => void look(folder), lookEveryMs);
  }
  return {
    full(folder) {
      if (timer !== null) return;
      timer = later(
        folder === null ? free : () => void look(folder),
        folder === null ? blindMs : lookEveryMs,
      );
    },
    close,
  };
}

/** True where Docker's disk is known to be full. */
export async function isFull(folder: string | null): Promise<boolean> {
  const bytes = folder === null ? null : await freeBytes(folder);
  return bytes !== null && bytes < leastFree;
}

/** Null where the folder cannot be looked at: it lies on another machine, or in a virtual one. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function later(then: () => void, ms: number): NodeJS.Timeout {
  return setTimeout(then, ms).unref();
}
