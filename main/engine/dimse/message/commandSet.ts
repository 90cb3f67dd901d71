import { ProtocolViolation } from '../pdu/index.ts';
import { commandElements, noDataSet } from './commandElements.ts';
import type { CommandSet } from './commandElements.ts';

const elementHead = 8;
const groupLength = 0x0000;

/** The standard's own name and kind of an element of group 0000, by its number. */
const byNumber = new Map<number, { keyword: string; kind: string }>(
  Object.entries(commandElements).map(([keyword, [number, kind]]) => [number, { keyword, kind }]),
);

/**
 * Writes a command set: Implicit VR Little Endian, sorted, with its group length (PS3.7 6.3.1).
 */
export function encodeCommandSet(command: CommandSet): Buffer {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(command));
  const parts: Buffer[] = [];
  // The table is sorted by number, as elements have to be.
  for (const [keyword, [number, kind]] of Object.entries(commandElements)) {
    const value = values.get(keyword);
    if (value !== undefined) parts.push(element(number, encodeValue(kind, value)));
  }
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(groupLength, length), body]);
}

function encodeValue(kind: string, value: unknown): Buffer {
  if (typeof value === 'string') {
    const odd = value.length % 2 === 1;
    return Buffer.from(odd ? value + (kind === 'uid' ? '\0' : ' ') : value, 'latin1');
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(value);
    return bytes;
  }
  const list: unknown[] = Array.isArray(value) ? value : [];
  return Buffer.concat(
    list.map((tag) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt16LE(Number(tag) >>> 16, 0);
      bytes.writeUInt16LE(Number(tag) & 0xffff, 2);
      return bytes;
    }),
  );
}

function element(number: number, value: Buffer): Buffer {
  const head = Buffer.alloc(elementHead);
  head.writeUInt16LE(number, 2);
  head.writeUInt32LE(value.length, 4);
  return Buffer.concat([head, value]);
}

/**
 * Reads a command set. Unknown and retired elements are passed over, and so is a group length that is wrong or absent,
 * and what stands behind the command: Orthanc adds its list of failed instances there.
 * @throws ProtocolViolation when it is cut short or begins with an element of another group
 */
export function decodeCommandSet(bytes: Buffer): CommandSet {
  const found: Record<string, unknown> = {};
  let at = 0;
  while (at < bytes.length) {
    if (bytes.length - at < elementHead) throw new ProtocolViolation('a command set ends within an element');
    const group = bytes.readUInt16LE(at);
    const number = bytes.readUInt16LE(at + 2);
    const length = bytes.readUInt32LE(at + 4);
    at += elementHead;
    if (group !== 0 && at === elementHead)
      throw new ProtocolViolation('a command set begins with an element of another group');
    if (length > bytes.length - at) throw new ProtocolViolation('a command set ends within an element');
    const known = group === 0 ? byNumber.get(number) : undefined;
    if (known !== undefined) {
      const value = decodeValue(known.kind, bytes.subarray(at, at + length));
      if (value !== undefined) found[known.keyword] = value;
    }
    at += length;
  }
  return found;
}

/** Undefined where the bytes are no value of that kind. */
function decodeValue(kind: string, bytes: Buffer): string | number | number[] | undefined {
  if (kind === 'uint16') return bytes.length < 2 ? undefined : bytes.readUInt16LE(0);
  if (kind === 'tags') {
    const tags: number[] = [];
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      tags.push(bytes.readUInt16LE(at) * 0x1_0000 + bytes.readUInt16LE(at + 2));
    }
    return tags;
  }
  // Cut by hand: patterns of trailing padding are slow on texts made for it.
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end -= 1;
  return bytes.toString('latin1', 0, end).trimStart();
}

/** True when a data set follows the command. */
export function hasDataSet(command: CommandSet): boolean {
  return (command.CommandDataSetType ?? noDataSet) !== noDataSet;
}
