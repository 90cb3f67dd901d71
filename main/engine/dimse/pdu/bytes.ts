import { ProtocolViolation } from './protocolViolation.ts';

/** Big-endian bytes read from front to back; reading past their end is a violation of the protocol. */
export interface ByteReader {
  readonly left: number;
  uint8(): number;
  uint16(): number;
  uint32(): number;
  skip(count: number): void;
  /** A view, not a copy. */
  take(count: number): Buffer;
  /** Text of that many bytes without the padding at its end (and the spaces at its beginning). */
  text(count: number): string;
}

/** Reads `bytes`, which belong to `owner`: a name for the log. */
export function readerOf(bytes: Buffer, owner: string): ByteReader {
  let at = 0;
  function claim(count: number): number {
    if (count > bytes.length - at) throw new ProtocolViolation(`${owner} ends within an item`);
    const from = at;
    at += count;
    return from;
  }
  function take(count: number): Buffer {
    const from = claim(count);
    return bytes.subarray(from, from + count);
  }
  return {
    get left() {
      return bytes.length - at;
    },
    uint8: () => bytes.readUInt8(claim(1)),
    uint16: () => bytes.readUInt16BE(claim(2)),
    uint32: () => bytes.readUInt32BE(claim(4)),
    skip: (count) => void claim(count),
    take,
    text: (count) => withoutPadding(take(count).toString('latin1')),
  };
}

/** Devices pad titles and UIDs by spaces or NUL, whatever the standard says of each. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end -= 1;
  let start = 0;
  while (start < end && text[start] === ' ') start += 1;
  return text.slice(start, end);
}

export function uint8(value: number): Buffer {
  return Buffer.from([value]);
}

export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Text of exactly 16 bytes, padded by spaces, as AE titles are sent. */
export function titleField(title: string): Buffer {
  return Buffer.from(title.slice(0, 16).padEnd(16), 'latin1');
}

/** Type, a reserved byte, two bytes of length and the content: items and sub-items of PS3.8 9.3. */
export function item(type: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint8(type), uint8(0), uint16(body.length), body]);
}

/** Calls `visit` for each item of `reader` up to its end. More than `most` is a violation. */
export function eachItem(
  reader: ByteReader,
  owner: string,
  most: number,
  visit: (type: number, content: ByteReader) => void,
): void {
  for (let count = 0; reader.left > 0; count += 1) {
    if (count >= most) throw new ProtocolViolation(`${owner} has more than ${most} items`);
    const type = reader.uint8();
    reader.skip(1);
    visit(type, readerOf(reader.take(reader.uint16()), owner));
  }
}
