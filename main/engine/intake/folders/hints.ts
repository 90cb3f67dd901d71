import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';

/** More folders are not watched; their changes are found by the clock. */
const mostWatched = 256;

/** Notices of the system that something changed. They only make a look earlier: none is relied on. */
export interface Hints {
  /** Watches the folders that a look went through, and no others. */
  follow(folders: readonly string[]): void;
  close(): void;
}

export const noHints: Hints = { follow: () => undefined, close: () => undefined };

export function createHints(onChange: () => void): Hints {
  const watchers = new Map<string, FSWatcher>();

  function stop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }
  function start(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, onChange);
      watcher.on('error', () => stop(folder));
      watchers.set(folder, watcher);
    } catch {
      // Too many, or a file system without notices: the clock does it.
    }
  }
  return {
    follow(folders) {
      const wanted = new Set(folders.slice(0, mostWatched));
      for (const folder of watchers.keys()) if (!wanted.has(folder)) stop(folder);
      for (const folder of wanted) if (!watchers.has(folder)) start(folder);
    },
    close() {
      for (const folder of watchers.keys()) stop(folder);
    },
  };
}
