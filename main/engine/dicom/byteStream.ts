import type { Readable } from 'node:stream';

/** Bytes that are read once, from the first to the last. */
export interface ByteStream {
  /** Bytes that were taken. */
  readonly position: number;
  /** The next bytes, which stay; fewer where the stream ends. */
  peek(length: number): Promise<Buffer>;
  /** The next bytes; fewer where the stream ends. They are the caller's own. */
  take(length: number): Promise<Buffer>;
  /** Lets go of what it is read from. */
  close(): void;
}

/** @param pieces gives buffers that nobody else uses; where it fails, reading throws */
export function byteStream(pieces: Readable): ByteStream {
  // It may fail before it is read.
  pieces.on('error', () => undefined);
  const iterator: AsyncIterator<Buffer> = pieces[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  let position = 0;

  async function fill(length: number): Promise<void> {
    while (held.length < length) {
      const next = await iterator.next();
      if (next.done === true) return;
      held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    }
  }
  return {
    get position() {
      return position;
    },
    async peek(length) {
      await fill(length);
      return held.subarray(0, length);
    },
    async take(length) {
      await fill(length);
      const taken = held.subarray(0, length);
      held = held.subarray(taken.length);
      position += taken.length;
      return taken;
    },
    close: () => void pieces.destroy(),
  };
}
