import type { Page } from '@playwright/test';

/** What the page keeps for the measurements. Functions handed to `page.evaluate` run there. */
interface Watched {
  /** Lengths of its long tasks, in milliseconds. */
  longTasks: number[];
  /** When the number of a run was first on the screen, in milliseconds since 1970. */
  runsSeen: Record<string, number>;
}

/** What of the page's own world is used here. */
interface PageWorld {
  watched: Watched;
  PerformanceObserver: new (listener: (list: { getEntries(): { duration: number }[] }) => void) => {
    observe(options: { type: string }): void;
  };
  MutationObserver: new (listener: () => void) => {
    observe(target: unknown, options: { childList: boolean; subtree: boolean; characterData: boolean }): void;
  };
  document: { body: { textContent: string | null } };
  requestAnimationFrame(action: () => void): void;
  MessageChannel: typeof MessageChannel;
}

/** Begins to note the page's long tasks, by its browser's own entries. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const world = globalThis as unknown as PageWorld;
    const watched: Watched = { longTasks: [], runsSeen: {} };
    world.watched = watched;
    new world.PerformanceObserver((list) => {
      watched.longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
}

/** Begins to note when runs are first on the screen; looking for them is work for the page itself. */
export async function watchRuns(page: Page): Promise<void> {
  await page.evaluate(() => {
    const world = globalThis as unknown as PageWorld;
    let isLooking = false;
    const look = () => {
      isLooking = false;
      const now = Date.now();
      for (const [, number] of (world.document.body.textContent ?? '').matchAll(/Run (\d+)/g))
        if (number !== undefined) world.watched.runsSeen[number] ??= now;
    };
    new world.MutationObserver(() => {
      if (isLooking) return;
      isLooking = true;
      // A message that is posted while a frame is being made is heard when the frame is done.
      world.requestAnimationFrame(() => {
        const { port1, port2 } = new world.MessageChannel();
        port1.addEventListener('message', look);
        port1.start();
        port2.postMessage(null);
      });
    }).observe(world.document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** What was noted so far. */
export function notedBy(page: Page): Promise<Watched> {
  return page.evaluate(() => (globalThis as unknown as PageWorld).watched);
}
