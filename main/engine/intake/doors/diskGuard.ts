import { statfs } from 'node:fs/promises';
import { EngineError } from '../../../../contract/index.ts';
import type { DiskGuardOptions, DiskState } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';

/** Pause between two looks, in milliseconds; short enough that a fast sender cannot fill the rest meanwhile. */
const pauseMs = 2000;

/** Keeps the disk of the archive from filling up: warns, then lets the doors refuse, then lets them go on. */
export interface DiskGuard {
  state(): DiskState;
  /** @throws EngineError `disk-full` */
  assertSpace(): void;
  /** Looks now: the options changed, or a write failed for lack of space. */
  look(): Promise<void>;
  close(): void;
}

/** What the free space means under the given options. */
export function judge(
  space: { freeBytes: number; totalBytes: number },
  options: DiskGuardOptions,
): DiskState['state'] {
  const below = (percent: number, bytes: number) =>
    space.freeBytes < Math.max((space.totalBytes * percent) / 100, bytes);
  if (below(options.refusePercent, options.refuseBytes)) return 'full';
  return below(options.warnPercent, options.warnBytes) ? 'low' : 'ok';
}

/** @param onChange called when the state has become another one */
export function createDiskGuard(context: ApplicationContext, onChange: () => void): DiskGuard {
  let state: DiskState = { state: 'ok', freeBytes: 0, totalBytes: 0, problem: null };

  async function look(): Promise<void> {
    const before = state.state;
    try {
      const { bavail, blocks, bsize } = await statfs(context.folders.archive);
      const space = { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
      const now = judge(space, context.options().diskGuard);
      state = { state: now, ...space, problem: problemOf(now, space.freeBytes) };
    } catch (cause) {
      // A file system that does not tell its space does not stop anything: its own errors will.
      context.log.warn({ cause: String(cause) }, 'the free space of the archive cannot be read');
      state = { ...state, state: 'ok', problem: null };
    }
    if (state.state === before) return;
    context.log.warn({ before, now: state.state, freeBytes: state.freeBytes }, 'space for the archive');
    onChange();
  }
  const timer = setInterval(() => void look(), pauseMs);
  timer.unref();
  void look();

  return {
    state: () => state,
    assertSpace() {
      if (state.state === 'full') throw new EngineError('disk-full', state.problem ?? undefined);
    },
    look,
    close: () => clearInterval(timer),
  };
}

function problemOf(state: DiskState['state'], freeBytes: number): string | null {
  const free = `${(freeBytes / 1024 ** 3).toFixed(1)} GB`;
  if (state === 'low') return `Only ${free} are free on the disk of the archive.`;
  if (state === 'full')
    return `Only ${free} are free on the disk of the archive: nothing is taken until there is more.`;
  return null;
}
