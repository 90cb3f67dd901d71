/** Writes DICOM byte by byte, in every encoding and with every fault that tests want. */

const longForm = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);
const undefinedLength = 0xffff_ffff;

type Value = string | Uint8Array;

/** How an element is written. */
export interface Writing {
  explicit?: boolean;
  littleEndian?: boolean;
  /** In place of the real length; `undefined` of DICOM as null. */
  length?: number | null;
}

/** One element. Texts are written as Latin-1, padded by a space or, UIDs, by NUL. */
export function element(tag: number, vr: string, value: Value, writing: Writing = {}): Buffer {
  const { explicit = true, littleEndian = true } = writing;
  const bytes = padded(vr, value);
  const length = writing.length === undefined ? bytes.length : (writing.length ?? undefinedLength);
  const wide = !explicit || longForm.has(vr);
  const head = Buffer.alloc(explicit && wide ? 12 : 8);
  const u16 = (at: number, number: number) =>
    littleEndian ? head.writeUInt16LE(number, at) : head.writeUInt16BE(number, at);
  const u32 = (at: number, number: number) =>
    littleEndian ? head.writeUInt32LE(number, at) : head.writeUInt32BE(number, at);
  u16(0, tag >>> 16);
  u16(2, tag & 0xffff);
  if (explicit) head.write(vr, 4, 'latin1');
  if (!explicit) u32(4, length);
  else if (wide) u32(8, length);
  else u16(6, length);
  return Buffer.concat([head, bytes]);
}

/** Start of an item, a whole item, or one of the delimiters. */
export function item(content: Uint8Array | null, littleEndian = true): Buffer {
  const head = delimiter(0xe000, littleEndian, content === null ? undefinedLength : content.length);
  return content === null ? head : Buffer.concat([head, content]);
}
export const endOfItem = (littleEndian = true) => delimiter(0xe00d, littleEndian, 0);
export const endOfSequence = (littleEndian = true) => delimiter(0xe0dd, littleEndian, 0);

function delimiter(number: number, littleEndian: boolean, length: number): Buffer {
  const head = Buffer.alloc(8);
  if (littleEndian) {
    head.writeUInt16LE(0xfffe, 0);
    head.writeUInt16LE(number, 2);
    head.writeUInt32LE(length, 4);
  } else {
    head.writeUInt16BE(0xfffe, 0);
    head.writeUInt16BE(number, 2);
    head.writeUInt32BE(length, 4);
  }
  return head;
}

function padded(vr: string, value: Value): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(value);
  if (bytes.length % 2 === 0 || typeof value !== 'string') return bytes;
  return Buffer.concat([bytes, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
}

export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  bigEndian: '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
  jpeg: '1.2.840.10008.1.2.4.50',
} as const;

/** Preamble, prefix and file meta information. */
export function fileHead(transferSyntax: string, sopClass = '1.2.840.10008.5.1.4.1.1.2'): Buffer {
  const meta = Buffer.concat([
    element(0x0002_0002, 'UI', sopClass),
    element(0x0002_0003, 'UI', '1.2.3.4'),
    element(0x0002_0010, 'UI', transferSyntax),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), element(0x0002_0000, 'UL', length), meta]);
}

/** The elements without which an instance cannot be filed. */
export function filingElements(writing: Writing = {}): Buffer[] {
  const text = (tag: number, vr: string, value: string) => element(tag, vr, value, writing);
  return [
    text(0x0008_0016, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text(0x0008_0018, 'UI', '1.2.3.4'),
    text(0x0010_0010, 'PN', 'Phantom^Test'),
    text(0x0010_0020, 'LO', 'P1'),
    text(0x0020_000d, 'UI', '1.2.3.1'),
    text(0x0020_000e, 'UI', '1.2.3.2'),
    text(0x0020_0013, 'IS', '7'),
  ];
}

/** A data set that can be filed, with `more` behind what is needed for that. */
export function dataSet(writing: Writing = {}, more: readonly Buffer[] = []): Buffer {
  return Buffer.concat([...filingElements(writing), ...more]);
}

/** Rows, columns, bits and frames of an image of 16 bit samples. */
export function imageTags(rows: number, columns: number, writing: Writing = {}, frames?: number): Buffer[] {
  const u16 = (number: number) => {
    const bytes = Buffer.alloc(2);
    if (writing.littleEndian === false) bytes.writeUInt16BE(number);
    else bytes.writeUInt16LE(number);
    return bytes;
  };
  return [
    element(0x0028_0002, 'US', u16(1), writing),
    ...(frames === undefined ? [] : [element(0x0028_0008, 'IS', String(frames), writing)]),
    element(0x0028_0010, 'US', u16(rows), writing),
    element(0x0028_0011, 'US', u16(columns), writing),
    element(0x0028_0100, 'US', u16(16), writing),
  ];
}

/** Encapsulated pixel data: an empty offset table, the fragments, and the closing delimiter unless left out. */
export function encapsulated(fragments: readonly Uint8Array[], closed = true): Buffer {
  return Buffer.concat([
    element(0x7fe0_0010, 'OB', '', { length: null }),
    item(Buffer.alloc(0)),
    ...fragments.map((fragment) => item(fragment)),
    ...(closed ? [endOfSequence()] : []),
  ]);
}
