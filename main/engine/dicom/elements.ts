import type { ByteSource } from './byteSource.ts';

/** How the elements of a data set are written (PS3.5 section 7.1, annex A). */
export interface Encoding {
  explicit: boolean;
  littleEndian: boolean;
}

/** Implicit VR Little Endian, which is also what lies inside a UN element of undefined length (PS3.5 6.2.2). */
export const implicitLittleEndian: Encoding = { explicit: false, littleEndian: true };
/** Explicit VR Little Endian, which is also how file meta information is written (PS3.10 7.1). */
export const explicitLittleEndian: Encoding = { explicit: true, littleEndian: true };

/** One element without its value. */
export interface Element {
  /** Group and element number as one number. */
  tag: number;
  /** Empty where the encoding does not tell it. */
  vr: string;
  /** Bytes of the value; null when undefined, then delimiters mark its end. */
  length: number | null;
  /** Where the value begins. */
  valueAt: number;
}

/** Tags by name, where the code needs them. */
export const tags = {
  TransferSyntaxUID: 0x0002_0010,
  SpecificCharacterSet: 0x0008_0005,
  PixelData: 0x7fe0_0010,
  Item: 0xfffe_e000,
  ItemDelimitationItem: 0xfffe_e00d,
  SequenceDelimitationItem: 0xfffe_e0dd,
} as const;

const undefinedLength = 0xffff_ffff;
/** VRs whose explicit header has two bytes for the length (PS3.5 table 7.1-2). */
const shortLengthVrs = new Set(
  ['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS'].concat([
    'LO',
    'LT',
    'PN',
    'SH',
    'SL',
    'SS',
    'ST',
    'TM',
    'UI',
    'UL',
    'US',
  ]),
);
/** VRs with two reserved bytes and four for the length (PS3.5 table 7.1-1). */
const longLengthVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** True for the two letters of a value representation of the standard. */
export function isVr(vr: string): boolean {
  return shortLengthVrs.has(vr) || longLengthVrs.has(vr);
}

/**
 * The element that begins at `position`, or null when the source ends within its header.
 *
 * An element without VR letters inside an explicit data set is read as implicit: some tools write such mixtures. A VR
 * of a future standard has the long form (PS3.5 6.2); older ones are told apart by their reserved bytes.
 */
export function readElement(source: ByteSource, position: number, encoding: Encoding): Element | null {
  const bytes = source.view(position, 12);
  if (bytes.length < 8) return null;
  const uint16 = (at: number) => (encoding.littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const uint32 = (at: number) => (encoding.littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const tag = uint16(0) * 0x1_0000 + uint16(2);
  const lengthOf = (value: number) => (value === undefinedLength ? null : value);

  const isDelimiter = tag >= tags.Item && tag <= tags.SequenceDelimitationItem;
  if (!encoding.explicit || isDelimiter || !areLetters(bytes)) {
    return { tag, vr: '', length: lengthOf(uint32(4)), valueAt: position + 8 };
  }
  const vr = bytes.toString('latin1', 4, 6);
  const short = shortLengthVrs.has(vr) || (!longLengthVrs.has(vr) && uint16(6) !== 0);
  if (short) return { tag, vr, length: uint16(6), valueAt: position + 8 };
  if (bytes.length < 12) return null;
  return { tag, vr, length: lengthOf(uint32(8)), valueAt: position + 12 };
}

/** How the items of a sequence are written: what has no VR of its own lies in Implicit VR (PS3.5 6.2.2). */
export function encodingInside(element: Element, around: Encoding): Encoding {
  return element.vr === 'UN' ? implicitLittleEndian : around;
}

/** Where the element behind `element` begins; those of undefined length are walked through. */
export function skipElement(source: ByteSource, element: Element, around: Encoding): number {
  if (element.length !== null) return element.valueAt + element.length;
  const encoding = encodingInside(element, around);
  let position = element.valueAt;
  for (let open = 1; open > 0;) {
    const inner = readElement(source, position, encoding);
    if (inner === null) return source.size;
    position = inner.valueAt + (inner.length ?? 0);
    if (inner.length === null) open += 1;
    const closes = inner.tag === tags.SequenceDelimitationItem || inner.tag === tags.ItemDelimitationItem;
    if (closes) open -= 1;
  }
  return position;
}

function areLetters(bytes: Buffer): boolean {
  const isUpper = (byte: number | undefined) => byte !== undefined && byte >= 0x41 && byte <= 0x5a;
  return isUpper(bytes[4]) && isUpper(bytes[5]);
}

/** `(0028,0010)`, for sentences. */
export function tagText(tag: number): string {
  const digits = tag.toString(16).padStart(8, '0').toUpperCase();
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}
