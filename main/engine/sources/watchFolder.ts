import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { SourceLimits } from './limits.ts';
import { assertSpace } from './space.ts';

/** A look comes at the earliest after so long, in milliseconds. */
const lookEvery = 1000;
/** Looking takes up one part in so many of the time. */
const lookShare = 10;

/** A folder that another program fills. */
export interface FolderWatch {
  /** Aborted before the program fills the disk, and when it does nothing any more; its reason is an error for people. */
  readonly signal: AbortSignal;
  /** The program has said something. */
  heard(): void;
  end(): void;
}

/**
 * @param folder of a repository; what git keeps of itself in it may have as many bytes as all else
 * @param shown what fills it, for people
 * @param grown is told how many bytes there are
 */
export function watchFolder(
  folder: string,
  shown: string,
  limits: SourceLimits,
  grown: (bytes: number) => void,
): FolderWatch {
  const stop = new AbortController();
  let lastBytes = 0;
  let lastSign = performance.now();
  let hasEnded = false;
  let timer = setTimeout(lookAgain, lookEvery);

  async function look(): Promise<void> {
    await assertSpace(folder);
    const ofGit = path.join(folder, '.git');
    const kept = await sizeOf(ofGit, Infinity, '');
    const files = await sizeOf(folder, limits.entries, ofGit);
    const most = Math.max(kept.bytes, files.bytes) > limits.bytes ? `${limits.bytes} bytes` : null;
    const tooMuch = most ?? (files.entries > limits.entries ? `${limits.entries} files` : null);
    if (tooMuch !== null)
      throw new EngineError('source-invalid', `The repository ${shown} has more than ${tooMuch}.`);
    const bytes = kept.bytes + files.bytes;
    if (bytes !== lastBytes) lastSign = performance.now();
    lastBytes = bytes;
    grown(bytes);
    if (performance.now() - lastSign > limits.silence)
      throw new EngineError(
        'source-unreachable',
        `Nothing more came of ${shown} for ${Math.round(limits.silence / 60_000)} minutes, so that it was given up.`,
        { advice: 'Look whether its server is busy, and fetch it again.' },
      );
  }
  function lookAgain(): void {
    const began = performance.now();
    look()
      .then(() => {
        const wait = Math.max(lookEvery, (performance.now() - began) * lookShare);
        if (!hasEnded) timer = setTimeout(lookAgain, wait);
      })
      .catch((cause: unknown) => {
        if (!hasEnded) stop.abort(toEngineError(cause));
      });
  }
  return {
    signal: stop.signal,
    heard() {
      lastSign = performance.now();
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

/**
 * What lies below a folder, while it changes; more entries than `most` are not counted, nor what cannot be looked at at
 * this moment.
 */
async function sizeOf(
  folder: string,
  most: number,
  without: string,
): Promise<{ bytes: number; entries: number }> {
  const sum = { bytes: 0, entries: 0 };
  async function walk(inner: string): Promise<void> {
    for (const name of await readdir(inner).catch(() => [])) {
      const child = path.join(inner, name);
      if (child === without) continue;
      sum.entries += 1;
      if (sum.entries > most) return;
      const found = await lstat(child).catch(() => null);
      if (found?.isDirectory() === true) await walk(child);
      else sum.bytes += found?.size ?? 0;
    }
  }
  await walk(folder);
  return sum;
}
