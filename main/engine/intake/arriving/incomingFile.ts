import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { archiveFailure } from '../../archive/index.ts';
import { newId } from '../../context/index.ts';

/** Small pieces are gathered to this many bytes before they are written. */
const blockSize = 256 * 1024;

/** A file in the staging folder that grows while its bytes come. */
export interface IncomingFile {
  readonly file: string;
  /**
   * Adds bytes; waits for the disk, and so slows down who sends. The bytes may be overwritten afterwards only when
   * the next call has resolved.
   */
  write(bytes: Buffer): Promise<void>;
  /** All bytes are written; the file is closed. */
  finish(): Promise<void>;
  /** It is not wanted any more: closes and removes it. */
  discard(): Promise<void>;
}

/** @throws EngineError `disk-failed`, `disk-full` */
export async function openIncoming(stagingFolder: string): Promise<IncomingFile> {
  const file = path.join(stagingFolder, `${newId()}.part`);
  const failing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw archiveFailure(stagingFolder, cause);
    }
  };
  const handle = await failing(() => open(file, 'wx'));
  let gathered: Buffer[] = [];
  let size = 0;
  let isClosed = false;

  async function flush(): Promise<void> {
    const pieces = gathered;
    const expected = size;
    gathered = [];
    size = 0;
    if (expected === 0) return;
    await failing(async () => {
      const [only] = pieces;
      const block = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, expected);
      for (let at = 0; at < expected;) at += (await handle.write(block, at, expected - at)).bytesWritten;
    });
  }
  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    await handle.close();
  }
  return {
    file,
    async write(bytes) {
      gathered.push(bytes);
      size += bytes.length;
      if (size >= blockSize) await flush();
    },
    async finish() {
      await flush();
      await failing(close);
    },
    async discard() {
      gathered = [];
      size = 0;
      // What cannot be removed now goes at the next start.
      await Promise.allSettled([close().then(() => rm(file, { force: true }))]);
    },
  };
}
