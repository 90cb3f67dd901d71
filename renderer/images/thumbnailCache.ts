import { EngineError, writeObjectAddress } from '../../contract/index.ts';
import type { useEngine } from '../engine/index.ts';
import { loadImaging } from './loadImaging.ts';

type Engine = Pick<ReturnType<typeof useEngine>, 'request'>;

/** What is known of the thumbnail of a series: an address of a picture, that there is none, or why it failed. */
export type Thumbnail = { is: 'picture'; url: string } | { is: 'none' } | { is: 'failed'; cause: string };

/** So many are kept; each takes a few kilobytes. */
const mostKept = 400;
/** Longest side, in pixels; twice of what is shown, for screens with fine pixels. */
const side = 128;
/** Objects that are larger are not read for the sake of a thumbnail, in bytes. */
const largestRead = 64 * 1024 * 1024;

const kept = new Map<string, Thumbnail>();
let last: Promise<unknown> = Promise.resolve();

/** A thumbnail that was made already. */
export function knownThumbnail(key: string): Thumbnail | undefined {
  const known = kept.get(key);
  if (known !== undefined) {
    // Those that were looked at last are kept longest.
    kept.delete(key);
    kept.set(key, known);
  }
  return known;
}

/**
 * Makes the thumbnail of a series from the instance in its middle, one after the other, so that decoding is never in
 * the way of anything.
 * @param signal what waits is given up, since nobody looks at it any more
 * @throws what may be different at another time; nothing of it is kept
 */
export function makeSeriesThumbnail(
  key: string,
  series: { application: string; series: string },
  engine: Engine,
  signal: AbortSignal,
): Promise<Thumbnail> {
  const made = last.then(async () => {
    signal.throwIfAborted();
    const known = knownThumbnail(key);
    if (known !== undefined) return known;
    const thumbnail = await make(series, engine, signal);
    keep(key, thumbnail);
    return thumbnail;
  });
  last = made.catch(() => undefined);
  return made;
}

async function make(
  { application, series }: { application: string; series: string },
  engine: Engine,
  signal: AbortSignal,
): Promise<Thumbnail> {
  const middle = await engine.request('viewer.middle', { application, series }, signal);
  if (middle === null || middle.size > largestRead) return { is: 'none' };
  const { SOPInstanceUID } = middle;
  const imaging = await loadImaging();
  try {
    const address = writeObjectAddress({ kind: 'instance', application, SOPInstanceUID });
    const picture = await imaging.makeThumbnail({ address, SOPInstanceUID }, side);
    return picture === null ? { is: 'none' } : { is: 'picture', url: URL.createObjectURL(picture) };
  } catch (cause) {
    if (cause instanceof EngineError || isPassing(cause)) throw cause;
    return { is: 'failed', cause: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Nothing is wrong with the object: it could not be asked for just now. */
function isPassing(cause: unknown): boolean {
  return cause instanceof Error && 'isPassing' in cause && cause.isPassing === true;
}

function keep(key: string, thumbnail: Thumbnail): void {
  kept.set(key, thumbnail);
  for (const [oldest, { is }] of kept) {
    if (kept.size <= mostKept) return;
    const gone = kept.get(oldest);
    kept.delete(oldest);
    if (is === 'picture' && gone?.is === 'picture') URL.revokeObjectURL(gone.url);
  }
}
