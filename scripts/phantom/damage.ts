/** Bad input for tests, made from a good file of `buildInstance` or read from disk. */

const preambleLength = 128;

/** The file cut off after `length` bytes, or after half of it. */
export function truncated(file: Buffer, length = Math.floor(file.length / 2)): Buffer {
  return Buffer.from(file.subarray(0, length));
}

/** The file without preamble and `DICM` prefix: it begins with the file meta information. */
export function withoutPreamble(file: Buffer): Buffer {
  return Buffer.from(file.subarray(preambleLength + 4));
}

/** The bare data set, as old tools wrote it: no preamble, no prefix, no file meta information. */
export function withoutMeta(file: Buffer): Buffer {
  const groupLengthElement = preambleLength + 4;
  const metaLength = file.readUInt32LE(groupLengthElement + 8);
  return Buffer.from(file.subarray(groupLengthElement + 12 + metaLength));
}

/** The same instance by its UIDs, but with another last pixel. */
export function sameUidOtherContent(file: Buffer): Buffer {
  const other = Buffer.from(file);
  other.writeUInt8(other.readUInt8(other.length - 2) ^ 0x01, other.length - 2);
  return other;
}
