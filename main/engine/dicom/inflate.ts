import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { EngineError } from '../../../contract/index.ts';
import type { ByteSource } from './byteSource.ts';
import type { Encoding } from './elements.ts';
import { keepParts } from './keptParts.ts';
import type { Keeping } from './keptParts.ts';

/** Most bytes of a data set when it is unpacked: as long as pixel data can be (PS3.5 7.1.2). */
const largest = 4 * 1024 ** 3;
const inputBlock = 64 * 1024;
/** Bytes that are looked through without giving other work a turn. */
const outputBlock = 32 * 1024;

let last: Promise<unknown> = Promise.resolve();

/**
 * A deflated data set (PS3.5 A.5) in the open, or what is wrong with it in words that complete "the file …". It is
 * unpacked piece by piece by the threads of zlib, and only what is needed of it stays in memory; what does not reads
 * as zeros. One at a time: a small file can unpack to very much.
 * @param declared how its transfer syntax says that it is written
 * @throws EngineError `disk-failed` when reading fails
 */
export async function inflateDataSet(
  source: ByteSource,
  from: number,
  declared: Encoding,
  keeping: Keeping,
): Promise<{ source: ByteSource } | { problem: string }> {
  const result = last.then(() => inflate(source, from, declared, keeping));
  last = result.catch(() => undefined);
  return result;
}

async function inflate(
  source: ByteSource,
  from: number,
  declared: Encoding,
  keeping: Keeping,
): Promise<{ source: ByteSource } | { problem: string }> {
  const parts = keepParts(declared, keeping);
  const inflater = createInflateRaw({ chunkSize: outputBlock });
  // What goes wrong is thrown by the loop.
  pipeline(Readable.from(blocksOf(source, from), { objectMode: false }), inflater, () => undefined);
  try {
    for await (const bytes of inflater) {
      const problem = parts.add(bytes as Buffer);
      if (problem !== null) return { problem };
      if (parts.source.size > largest) {
        return { problem: `unpacks to more than ${largest / 1024 ** 3} GiB` };
      }
    }
    return { source: parts.source };
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    return { problem: 'has a deflated data set that cannot be unpacked' };
  }
}

function* blocksOf(source: ByteSource, from: number): Generator<Buffer> {
  for (let at = from; at < source.size;) {
    // A copy: the view does not last until zlib has looked at it.
    const block = Buffer.from(source.view(at, inputBlock));
    if (block.length === 0) return;
    at += block.length;
    yield block;
  }
}
