import { statfs } from 'node:fs/promises';
import os from 'node:os';
import type { Check } from '../types.ts';

/** Least free space of a place that no application guards, in bytes. */
const leastFree = 1024 ** 3;
const inGigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;

/** Free space of the data home, of the archives, and of the place for temporary files. */
export const diskCheck: Check = {
  id: 'disk',
  limitMs: 10_000,
  async look(_, { surroundings }) {
    const places = [
      { what: 'data home', folder: surroundings.home, warn: leastFree, refuse: leastFree / 4 },
      { what: 'temporary files', folder: os.tmpdir(), warn: leastFree, refuse: leastFree / 10 },
      ...surroundings.applications().flatMap(({ name, open }) => {
        if (open === null) return [];
        const { warnBytes: warn, refuseBytes: refuse, warnPercent, refusePercent } = open.options.diskGuard;
        return [
          {
            what: `archive of ${name}`,
            folder: open.folders.archive,
            warn,
            refuse,
            warnPercent,
            refusePercent,
          },
        ];
      }),
    ];
    const facts: string[] = [];
    const short: { text: string; isFull: boolean }[] = [];
    for (const place of places) {
      const space = await spaceOf(place.folder);
      if (space === null) continue;
      const { free, total } = space;
      const text = `${place.what}: ${inGigabytes(free)} of ${inGigabytes(total)} free`;
      facts.push(text);
      const [warnPercent, refusePercent] =
        'warnPercent' in place ? [place.warnPercent, place.refusePercent] : [0, 0];
      const isFull = free < Math.max(place.refuse, (total * refusePercent) / 100);
      if (isFull || free < Math.max(place.warn, (total * warnPercent) / 100)) short.push({ text, isFull });
    }
    const [first] = short.toSorted((one, other) => Number(other.isFull) - Number(one.isFull));
    if (first === undefined) return { state: 'ok', found: 'There is enough space on all disks.', facts };
    return {
      state: first.isFull ? 'failed' : 'warning',
      found: `${first.isFull ? 'A disk is full' : 'A disk is getting full'}: ${first.text}.`,
      advice: 'Remove what runs left behind, or move the application to a larger disk.',
      facts,
    };
  },
};

async function spaceOf(folder: string): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    // What is wrong with the folder is told by the checks of folders.
    return null;
  }
}
