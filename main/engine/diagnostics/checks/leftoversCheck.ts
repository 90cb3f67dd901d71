import { lstat, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Check, Surroundings } from '../types.ts';

/** What has not changed for so long is in nobody's hands any more, in milliseconds. */
const oldAfter = 24 * 3600 * 1000;

/** What interrupted work left behind: temporary folders, half-made copies, files that never came into the archive. */
export const leftoversCheck: Check = {
  id: 'leftovers',
  limitMs: 20_000,
  async look(_, { surroundings, signal }) {
    const left = await leftovers(surroundings, signal);
    if (left.length === 0) return { state: 'ok', found: 'Interrupted work left nothing behind.' };
    return {
      state: 'warning',
      found: `${left.length} temporary ${left.length === 1 ? 'file or folder is' : 'files and folders are'} left from interrupted work.`,
      advice: 'Nothing needs them: they have not changed for a day.',
      fix: 'remove-leftovers',
      facts: [...new Set(left.map((file) => path.dirname(file)))],
    };
  },
  fixes: {
    async 'remove-leftovers'(_, { surroundings, signal }) {
      for (const file of await leftovers(surroundings, signal))
        await rm(file, { recursive: true, force: true });
    },
  },
};

/** Where leftovers lie, and by which names they are known. */
async function leftovers(surroundings: Surroundings, signal: AbortSignal): Promise<string[]> {
  const tasks = surroundings.runningTasks();
  const places: [folder: string, name: RegExp][] = [
    [os.tmpdir(), /^dcm-processor-[\w-]+$/],
    [surroundings.home, /^\.check-/],
    ...surroundings
      .applications()
      .flatMap(({ folder, open }): [string, RegExp][] => [
        [path.dirname(folder), /^\..*\.part$/],
        ...(open === null ? [] : ([[open.folders.staging, /./]] satisfies [string, RegExp][])),
      ]),
  ];
  const found = new Set<string>();
  for (const [folder, name] of places) {
    for (const entry of await namesIn(folder)) {
      signal.throwIfAborted();
      const file = path.join(folder, entry);
      if (!name.test(entry) || tasks.some((task) => entry.includes(task))) continue;
      if (await isOldAndOwn(file)) found.add(file);
    }
  }
  return [...found];
}

async function namesIn(folder: string): Promise<string[]> {
  // A place that is not there, or may not be read, has nothing that could be removed.
  return readdir(folder).catch(() => []);
}

async function isOldAndOwn(file: string): Promise<boolean> {
  try {
    const { mtimeMs, uid } = await lstat(file);
    const isOwn = process.getuid === undefined || uid === process.getuid();
    return isOwn && Date.now() - mtimeMs > oldAfter;
  } catch {
    // It has gone meanwhile.
    return false;
  }
}
