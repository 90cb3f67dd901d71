import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byteSource.ts';

/** Most bytes of a deflated data set, before and after; a small file can otherwise fill the memory. */
const inflateLimit = 256 * 1024 * 1024;

/** A deflated data set (PS3.5 A.5) in the open, or what is wrong with it in words that complete "the file …". */
export function inflateDataSet(source: ByteSource, from: number): { bytes: Buffer } | { problem: string } {
  const length = source.size - from;
  if (length > inflateLimit)
    return { problem: `has a deflated data set of ${length} bytes, too large to unpack` };
  try {
    return { bytes: inflateRawSync(source.view(from, length), { maxOutputLength: inflateLimit }) };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { problem: `unpacks to more than ${inflateLimit / 1024 / 1024} MiB` }
      : { problem: 'has a deflated data set that cannot be unpacked' };
  }
}
