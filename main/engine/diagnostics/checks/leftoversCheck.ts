import { lstat, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isHomeLocked } from '../../database/index.ts';
import type { Check, Surroundings } from '../types.ts';

/** What has not changed for so long is in nobody's hands any more, in milliseconds. */
const oldAfter = 24 * 3600 * 1000;

/** What interrupted work left behind: temporary folders and half-made copies. The archive tidies up its own. */
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

/** What `mkdtemp` puts behind a prefix. */
const made = '[A-Za-z0-9]{6}';
/** An id of ours (UUID version 7). */
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Names of leftovers, exactly as they are made: other programs and people have files of similar names. The folder of an
 * engine's socket (`dcm-processor-` and 16 digits) is none of them.
 */
const temporary = new RegExp(`^dcm-processor-(?:worker-)?${made}$`);
/** The data home of a `run` of the command line, whose jobs may take longer than a day. */
const throwAway = new RegExp(`^dcm-processor-run-${made}$`);
const checked = new RegExp(`^\\.check-${made}$`);
/** A copy of an application that is made beside its place. */
const halfMade = new RegExp(`^\\..{1,60}\\.${id}\\.part$`);

/** Where leftovers lie, and by which names they are known. */
async function leftovers(surroundings: Surroundings, signal: AbortSignal): Promise<string[]> {
  const tasks = surroundings.runningTasks();
  const places: [folder: string, name: RegExp][] = [
    [os.tmpdir(), temporary],
    [os.tmpdir(), throwAway],
    [surroundings.home, checked],
    ...surroundings.applications().map(({ folder }): [string, RegExp] => [path.dirname(folder), halfMade]),
  ];
  const found = new Set<string>();
  for (const [folder, name] of places) {
    for (const entry of await namesIn(folder)) {
      signal.throwIfAborted();
      const file = path.join(folder, entry);
      if (!name.test(entry) || tasks.some((task) => entry.includes(task))) continue;
      if ((await isOldAndOwn(file)) && !(name === throwAway && isHomeLocked(file))) found.add(file);
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
