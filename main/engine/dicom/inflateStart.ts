import { constants, inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byteSource.ts';
import { memorySource } from './byteSource.ts';

const firstPiece = 16 * 1024;
/** Most bytes that a start unpacks to. */
const largestStart = 128 * 1024 * 1024;

/**
 * Longer and longer starts of a deflated data set (PS3.5 A.5), the last of them all of it: for who needs no more than
 * its first elements, and cannot wait for others.
 * @throws when it cannot be unpacked, or unpacks to more than 128 MiB before it is enough
 */
export function* inflatedStarts(source: ByteSource, from: number): Generator<ByteSource> {
  const whole = source.size - from;
  for (let length = firstPiece; ; length *= 4) {
    const finishFlush = length < whole ? constants.Z_SYNC_FLUSH : constants.Z_FINISH;
    const packed = source.view(from, Math.min(length, whole));
    yield memorySource(inflateRawSync(packed, { finishFlush, maxOutputLength: largestStart }));
    if (length >= whole) return;
  }
}
