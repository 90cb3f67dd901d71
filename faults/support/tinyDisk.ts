import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { TestContext } from 'vitest';
import { diskGuardOptionsSchema } from '../../contract/index.ts';

/** Options of a disk guard that is off, so that it is the disk itself that refuses. */
export const noDiskGuard = diskGuardOptionsSchema.parse({
  warnPercent: 0,
  warnBytes: 0,
  refusePercent: 0,
  refuseBytes: 0,
});

/** A disk of few bytes. */
export interface TinyDisk {
  /** Name of the file in its folder that fills it. */
  ballast: string;
  /** Leaves so many bytes. */
  fill(rest?: number): void;
  empty(): void;
}

/**
 * Mounts one over a folder for the rest of the test, which is skipped where that may not be done.
 * @param size of it, as tmpfs takes it, with further options
 */
export function mountTinyDisk(context: TestContext, folder: string, size: string): TinyDisk {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    context.skip('this process may not mount a small disk');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  const ballast = 'ballast';
  const file = path.join(folder, ballast);
  return {
    ballast,
    fill(rest = 0) {
      const free = () => statfsSync(folder).bavail * statfsSync(folder).bsize - rest;
      for (let bytes = free(); bytes > 0; bytes = free()) {
        try {
          writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
        } catch {
          // Another writer was faster.
        }
      }
    },
    empty: () => rmSync(file, { force: true }),
  };
}
