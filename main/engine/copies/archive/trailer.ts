/**
 * The end of a backup: an empty gzip member (RFC 1952), which every program that unpacks the file reads over. Its extra
 * field says how long the file before it is, what that unpacks to and what it hashes to, so that one that was cut short
 * is known at once, one that needs more space than there is before anything is written, and one that was altered when
 * all of it was read.
 */
const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255]);
const extraId = Buffer.from('DP', 'latin1');
const payloadLength = 8 + 8 + 32;
/** An empty deflate block, and the checksum and length of nothing. */
const nothing = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** Bytes of a trailer. */
export const trailerLength = head.length + 2 + 4 + payloadLength + nothing.length;

/** What a trailer says of the file before it. */
export interface Trailer {
  bytes: number;
  /** Bytes of all entries in it. */
  unpacked: number;
  /** SHA-256. */
  hash: Buffer;
}

export function trailerOf({ bytes, unpacked, hash }: Trailer): Buffer {
  const sizes = Buffer.alloc(2 + 4);
  sizes.writeUInt16LE(4 + payloadLength, 0);
  extraId.copy(sizes, 2);
  sizes.writeUInt16LE(payloadLength, 4);
  const lengths = Buffer.alloc(16);
  lengths.writeBigUInt64BE(BigInt(bytes));
  lengths.writeBigUInt64BE(BigInt(unpacked), 8);
  return Buffer.concat([head, sizes, lengths, hash, nothing]);
}

/** @param end the last `trailerLength` bytes of a file; null where they are no trailer */
export function readTrailer(end: Buffer): Trailer | null {
  if (end.length !== trailerLength) return null;
  const at = head.length + 2 + 4;
  const trailer = {
    bytes: Number(end.readBigUInt64BE(at)),
    unpacked: Number(end.readBigUInt64BE(at + 8)),
    hash: end.subarray(at + 16, at + payloadLength),
  };
  return trailerOf(trailer).equals(end) ? trailer : null;
}
