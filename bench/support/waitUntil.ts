import { setTimeout as pause } from 'node:timers/promises';

/** How long a benchmark waits for what must happen, in milliseconds. */
const patience = 120_000;

/**
 * Asks until the answer is yes; asking may fail meanwhile.
 * @param interval between two questions, in milliseconds; asking must not take time from what is measured
 * @throws Error after two minutes
 */
export async function waitUntil(what: string, ask: () => Promise<boolean>, interval = 20): Promise<void> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    if (await ask().catch(() => false)) return;
    await pause(interval);
  }
  throw new Error(`${what} did not come about within ${patience / 1000} s.`);
}
