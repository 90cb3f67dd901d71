import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { toolchainCache } from './paths.mjs';

/** No step takes that long: a staging folder of that age was left by a set-up that was killed. */
const abandonedAfterMs = 6 * 3_600_000;

/**
 * A folder of the cache, made once per user. It appears under its name complete or not at all.
 * @param {string} name must change whenever what is made changes
 * @param {(staging: string) => Promise<void>} make fills an empty folder beside the final one
 * @param {string} [cache]
 */
export async function cached(name, make, cache = toolchainCache()) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  return withLock(
    folder,
    async () => {
      if (existsSync(folder)) return folder;
      removeAbandoned(cache);
      const staging = join(cache, `staging-${randomUUID()}`);
      mkdirSync(staging, { recursive: true });
      try {
        await make(staging);
        renameSync(staging, folder);
      } finally {
        rmSync(staging, { recursive: true, force: true });
      }
      return folder;
    },
    join(cache, 'locks'),
  );
}

/** @param {string} cache */
function removeAbandoned(cache) {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name.startsWith('staging-') && Date.now() - statSync(path).mtimeMs > abandonedAfterMs) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
