import { readSync } from 'node:fs';
import { EngineError } from '../../../contract/index.ts';

/** Bytes that are read piece by piece: a file, or a data set that had to be inflated. */
export interface ByteSource {
  readonly size: number;
  /**
   * A view of `length` bytes from `position` on, fewer where the source ends. It is overwritten by the next call:
   * copy what is kept.
   */
  view(position: number, length: number): Buffer;
}

/** First read of a file: enough for the header of most images. */
const firstWindow = 8 * 1024;
const laterWindow = 64 * 1024;
/** Shared by all sources of this thread; every view says that it does not last. */
const sharedWindow = Buffer.allocUnsafeSlow(laterWindow);
let windowOwner: symbol | null = null;

/** A file as a source, read through a small window, so that a file of any size costs no memory. */
export function fileSource(fd: number, size: number): ByteSource {
  const owner = Symbol('source');
  let start = 0;
  let end = 0;

  function read(into: Buffer, length: number, position: number): number {
    let got = 0;
    while (got < length) {
      const count = readPart(fd, into.subarray(got, length), position + got);
      if (count === 0) break;
      got += count;
    }
    return got;
  }

  return {
    size,
    view(position, length) {
      const wanted = Math.max(Math.min(length, size - position), 0);
      if (wanted > laterWindow) {
        const large = Buffer.allocUnsafeSlow(wanted);
        return large.subarray(0, read(large, wanted, position));
      }
      if (windowOwner !== owner || position < start || position + wanted > end) {
        const reach = position === 0 && wanted <= firstWindow ? firstWindow : laterWindow;
        windowOwner = owner;
        start = position;
        end = position + read(sharedWindow, Math.min(reach, size - position), position);
      }
      return sharedWindow.subarray(position - start, Math.min(position - start + wanted, end - start));
    },
  };
}

function readPart(fd: number, into: Buffer, position: number): number {
  try {
    return readSync(fd, into, 0, into.length, position);
  } catch (cause) {
    throw new EngineError('disk-failed', 'The file cannot be read.', { cause });
  }
}

/** Bytes in memory as a source. */
export function memorySource(bytes: Buffer): ByteSource {
  return { size: bytes.length, view: (position, length) => bytes.subarray(position, position + length) };
}
