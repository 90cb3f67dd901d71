import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { EngineError, withAdvice } from '../../../../contract/index.ts';
import type { DiskGuardOptions, DiskState } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { writeTest } from './writeTest.ts';

/** Pause between two looks, in milliseconds; short enough that a fast sender cannot fill the rest meanwhile. */
const pauseMs = 2000;

/**
 * Keeps the disk of the archive from filling up: warns, then lets the doors refuse, then lets them go on. It lets them
 * refuse as well while archive or history cannot be written.
 */
export interface DiskGuard {
  state(): DiskState;
  /** @throws EngineError `disk-full`, `disk-failed`, `database-failed` */
  assertSpace(): void;
  /**
   * Looks at the disk anew, for who is about to write much or has written much; not while it refuses anyway.
   * @param bytes that are still to be written, as far as that is known
   * @throws EngineError as `assertSpace`; `disk-full` also where these bytes would leave less than is to stay free
   */
  assertRoom(bytes: number): Promise<void>;
  /** A write failed: finds out whether any can succeed; until one does, it tries at every look. */
  doubt(): void;
  close(): void;
}

/** What the free space means under the given options. */
export function judge(
  space: { freeBytes: number; totalBytes: number },
  options: DiskGuardOptions,
): 'ok' | 'low' | 'full' {
  const below = (percent: number, bytes: number) =>
    space.freeBytes < Math.max((space.totalBytes * percent) / 100, bytes);
  if (below(options.refusePercent, options.refuseBytes)) return 'full';
  return below(options.warnPercent, options.warnBytes) ? 'low' : 'ok';
}

/** @param onChange called when the state has become another one */
export function createDiskGuard(context: ApplicationContext, onChange: () => void): DiskGuard {
  const { folders, log } = context;
  let state: DiskState = { state: 'ok', freeBytes: 0, totalBytes: 0, problem: null, details: null };
  /** Why nothing may be taken. */
  let refusal: EngineError | null = null;
  /** What the last test ended with. */
  let failure: EngineError | null = null;
  let isDoubted = false;
  let testedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  /** One look for all who ask at the same time. */
  let asking: ReturnType<typeof spaceNow> | null = null;
  let isClosed = false;

  async function test(): Promise<void> {
    const isPermitted = () =>
      access(folders.staging, constants.W_OK).then(
        () => true,
        () => false,
      );
    // Writing on and on would keep the disk busy; permissions cost nothing, and tell of most read-only disks.
    if (!isDoubted && failure === null && (await isPermitted())) return;
    isDoubted = false;
    testedAt = performance.now();
    failure = await writeTest(context);
  }
  async function spaceNow(): Promise<Pick<DiskState, 'freeBytes' | 'totalBytes'> | null> {
    try {
      const { bavail, blocks, bsize } = await statfs(folders.archive);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    } catch (cause) {
      // A file system that does not tell its space does not stop anything: its own errors will.
      log.warn({ cause: String(cause) }, 'the free space of the archive cannot be read');
      return null;
    }
  }
  async function lookNow(): Promise<void> {
    await test();
    const space = await spaceNow();
    if (isClosed) return;
    const before = state;
    const now = space === null ? 'ok' : judge(space, context.options().diskGuard);
    const { freeBytes, totalBytes } = space ?? state;
    refusal = failure ?? (now === 'full' ? new EngineError('disk-full', fullText(freeBytes)) : null);
    state =
      failure === null
        ? { state: now, freeBytes, totalBytes, problem: problemOf(now, freeBytes), details: null }
        : {
            state: failure.code === 'disk-full' ? 'full' : 'failed',
            freeBytes,
            totalBytes,
            problem: withAdvice(failure),
            details: failure.details ?? null,
          };
    if (state.state === before.state && (failure === null || state.problem === before.problem)) return;
    log.warn(
      { before: before.state, now: state.state, freeBytes, cause: state.details },
      'disk of the archive',
    );
    onChange();
  }
  /** A disk that does not answer is asked once, not every time again. */
  function look(): void {
    looking ??= lookNow().finally(() => {
      looking = null;
      if (isDoubted && mayTest()) look();
    });
  }
  /** Where many writes fail, not each of them is followed by a test. */
  const mayTest = () => !isClosed && performance.now() - testedAt >= pauseMs;
  const timer = setInterval(look, pauseMs);
  timer.unref();
  look();

  return {
    state: () => state,
    assertSpace() {
      if (refusal !== null) throw refusal;
    },
    async assertRoom(bytes) {
      if (refusal !== null) throw refusal;
      asking ??= spaceNow().finally(() => {
        asking = null;
      });
      const space = await asking;
      const isFullWith = (more: number) =>
        space !== null &&
        judge({ ...space, freeBytes: space.freeBytes - more }, context.options().diskGuard) === 'full';
      if (space === null || !isFullWith(bytes)) return;
      // The doors learn at once what the next look would tell.
      if (isFullWith(0)) look();
      throw new EngineError(
        'disk-full',
        isFullWith(0) ? fullText(space.freeBytes) : noRoomText(bytes, space),
      );
    },
    doubt() {
      // What it refused by itself is no news.
      if (refusal !== null) return;
      isDoubted = true;
      if (mayTest()) look();
    },
    close() {
      isClosed = true;
      clearInterval(timer);
    },
  };
}

const fullText = (freeBytes: number) =>
  `Only ${inGigabytes(freeBytes)} are free on the disk of the archive: nothing is taken until there is more.`;

const noRoomText = (bytes: number, { freeBytes }: { freeBytes: number }) =>
  `It takes ${inGigabytes(bytes)}, for which the ${inGigabytes(freeBytes)} that are free on the disk of the archive are too little: a part of them is kept free.`;

function problemOf(state: 'ok' | 'low' | 'full', freeBytes: number): string | null {
  if (state === 'full') return fullText(freeBytes);
  return state === 'low' ? `Only ${inGigabytes(freeBytes)} are free on the disk of the archive.` : null;
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
