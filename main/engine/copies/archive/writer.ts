import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Headers } from 'tar-stream';
import { isGone } from '../files/walk.ts';
import type { CopiedFile } from '../files/walk.ts';
import { trailerOf } from './trailer.ts';

/** Images take hours at the higher levels, and become hardly smaller. */
const level = 1;
const blockSize = 256 * 1024;

/** A backup that is being written. */
export interface BackupWriter {
  addText(name: string, text: string): Promise<void>;
  /** @returns false where it is gone */
  addFile(file: CopiedFile): Promise<boolean>;
  /** Bytes that were written so far. */
  readonly bytes: number;
  /** Writes the end and flushes the file. */
  finish(): Promise<void>;
}

/** @param target must not exist */
export function openWriter(target: string): BackupWriter {
  const archive = pack();
  const hash = createHash('sha256');
  let bytes = 0;
  let unpacked = 0;
  const counted = new Transform({
    transform(block: Buffer, _encoding, done) {
      hash.update(block);
      bytes += block.length;
      done(null, block);
    },
  });
  const written = pipeline(
    archive,
    createGzip({ level, chunkSize: blockSize }),
    counted,
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
  );
  // It is awaited at each entry, and at the end.
  written.catch(() => undefined);

  async function add(header: Headers, fill: (entry: Writable) => Promise<void>): Promise<void> {
    unpacked += header.size ?? 0;
    const added = new Promise<void>((resolve, reject) => {
      const entry = archive.entry(header, (cause) => (cause ? reject(cause) : resolve()));
      fill(entry).catch(reject);
    });
    // Where the disk fails, no entry ever ends.
    await Promise.race([added, written.then(() => added)]);
  }
  const end = (entry: Writable, content?: Buffer): Promise<void> => {
    entry.end(content);
    return Promise.resolve();
  };

  return {
    get bytes() {
      return bytes;
    },
    async addText(name, text) {
      const content = Buffer.from(text);
      await add({ name, size: content.length, mode: 0o600 }, (entry) => end(entry, content));
    },
    async addFile(file) {
      const header: Headers = { name: file.name, mode: file.mode, mtime: file.modifiedAt, uid: 0, gid: 0 };
      if (file.kind === 'folder') {
        await add({ ...header, type: 'directory', size: 0 }, end);
        return true;
      }
      if (file.kind === 'link') {
        await add({ ...header, type: 'symlink', linkname: file.leadsTo ?? '', size: 0 }, end);
        return true;
      }
      const handle = await open(file.path, 'r').catch((cause: unknown) => {
        if (isGone(cause)) return null;
        throw cause;
      });
      if (handle === null) return false;
      try {
        const { size } = await handle.stat();
        const content = createReadStream(file.path, {
          fd: handle,
          autoClose: false,
          highWaterMark: blockSize,
          start: 0,
          ...(size > 0 && { end: size - 1 }),
        });
        await add({ ...header, size }, (entry) =>
          size === 0 ? end(entry) : pipeline(content, padded(size), entry),
        );
      } finally {
        await handle.close();
      }
      return true;
    },
    async finish() {
      archive.finalize();
      await written;
      const handle = await open(target, 'a');
      try {
        await handle.write(trailerOf({ bytes, unpacked, hash: hash.digest() }));
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** A file that a job cuts short while it is read must not spoil the archive: what is missing of it is zeros. */
function padded(size: number): Transform {
  let missing = size;
  return new Transform({
    transform(block: Buffer, _encoding, done) {
      missing -= block.length;
      done(null, block);
    },
    flush(done) {
      for (; missing > 0; missing -= Math.min(missing, blockSize))
        this.push(Buffer.alloc(Math.min(missing, blockSize)));
      done();
    },
  });
}
