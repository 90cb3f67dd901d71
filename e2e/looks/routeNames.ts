import { z } from 'zod';
import { inRoot } from '../../scripts/setup/index.mjs';

/** Names of all routes of the window, in order. Read as it runs: tests are no part of the page, and share no types with it. */
export async function routeNames(): Promise<string[]> {
  const { patterns } = z
    .object({ patterns: z.record(z.string(), z.string()) })
    .parse(await import(inRoot('renderer', 'navigation', 'paths.ts')));
  return Object.keys(patterns).sort();
}
