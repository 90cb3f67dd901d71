import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';

/** Time without a further hint after which it is looked, in milliseconds: editors write in several steps. */
const pause = 150;
/** How often it is looked without any hint: not every file system gives notice. */
const everySoOften = 1000;

/**
 * Has a folder looked at when something in it may have changed, until the returned function is called. A look that
 * takes long is made more rarely.
 */
export function watchFolder(folder: string, look: () => Promise<void>): () => void {
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;
  let isEnded = false;

  function later(milliseconds: number): void {
    if (isEnded || isLooking) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void lookNow(), milliseconds);
    // It never keeps an engine that has nothing else to do.
    timer.unref();
  }
  async function lookNow(): Promise<void> {
    isLooking = true;
    const began = performance.now();
    watcher ??= startWatching();
    await look().finally(() => {
      isLooking = false;
      later(Math.max(everySoOften, 20 * (performance.now() - began)));
    });
  }
  function startWatching(): FSWatcher | null {
    try {
      const started = watch(folder, { recursive: true, persistent: false }, () => later(pause));
      started.on('error', () => {
        started.close();
        if (watcher === started) watcher = null;
      });
      return started;
    } catch {
      // Not there, or too many are watched: then the clock is enough.
      return null;
    }
  }
  later(0);
  return () => {
    isEnded = true;
    if (timer !== null) clearTimeout(timer);
    watcher?.close();
  };
}
