import { statSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { readSettings } from './settingsFile.ts';
import type { Settings } from './settingsFile.ts';

/**
 * A file that was changed this short before it was read may be changed again without its stamp telling: clocks of file
 * systems have steps of up to two seconds. In milliseconds.
 */
const stepOfClocks = 3000;

/**
 * Reads settings files as they are now; one that has not changed since is not read and checked again, for lists and
 * plans ask for all of them again and again.
 */
export function createSettingsReader(now: () => number = Date.now): typeof readSettings {
  const known = new Map<string, { stamp: string; settings: Settings }>();
  return (file, shownAs) => {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    const stamp = stats === undefined ? null : stampOf(stats);
    const before = known.get(file);
    if (before !== undefined && before.stamp === stamp) return before.settings;
    const settings = readSettings(file, shownAs);
    const isSettled =
      stats !== undefined && Number(maximum(stats.mtimeMs, stats.ctimeMs)) < now() - stepOfClocks;
    if (isSettled && stamp !== null) known.set(file, { stamp, settings });
    else known.delete(file);
    return settings;
  };
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

const maximum = (one: bigint, other: bigint) => (one > other ? one : other);
