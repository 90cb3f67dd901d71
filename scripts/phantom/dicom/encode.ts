import { dictionary } from './dictionary.ts';
import type { DicomTags, ElementValue, Keyword, RawElement, VR } from './dictionary.ts';

/** Representations whose length field has four bytes after two reserved ones (PS3.5 section 7.1.2). */
const longForm: ReadonlySet<VR> = new Set(['OB', 'OW', 'SQ', 'UN']);

const numberWriters = {
  US: { size: 2, write: (target: Buffer, value: number, at: number) => target.writeUInt16LE(value, at) },
  SS: { size: 2, write: (target: Buffer, value: number, at: number) => target.writeInt16LE(value, at) },
  UL: { size: 4, write: (target: Buffer, value: number, at: number) => target.writeUInt32LE(value, at) },
  FD: { size: 8, write: (target: Buffer, value: number, at: number) => target.writeDoubleLE(value, at) },
} as const;

/** A data set in Explicit VR Little Endian: elements in ascending order of tag, each of even length. */
export function encodeDataset(tags: DicomTags, extra: readonly RawElement[] = []): Buffer {
  const elements = [...namedElements(tags), ...extra].sort((a, b) => a.tag - b.tag);
  return Buffer.concat(
    elements.flatMap(({ tag, vr, value }) => elementParts(tag, vr, encodeValue(vr, value))),
  );
}

/** The header of an element whose value of `length` bytes follows elsewhere, e.g. pixel data kept in a shared buffer. */
export function elementHeader(keyword: Keyword, length: number): Buffer {
  const [tag, vr] = dictionary[keyword];
  return header(tag, vr, length);
}

function namedElements(tags: DicomTags): RawElement[] {
  const elements: RawElement[] = [];
  for (const [keyword, value] of Object.entries(tags)) {
    if (value === undefined) continue;
    if (!isKeyword(keyword)) throw new TypeError(`The phantom's dictionary has no element "${keyword}".`);
    const [tag, vr] = dictionary[keyword];
    elements.push({ tag, vr, value });
  }
  return elements;
}

function isKeyword(name: string): name is Keyword {
  return Object.hasOwn(dictionary, name);
}

function elementParts(tag: number, vr: VR, value: Buffer): Buffer[] {
  const padding = value.length % 2 === 0 ? [] : [Buffer.from(paddingOf(vr))];
  return [header(tag, vr, value.length + padding.length), value, ...padding];
}

function header(tag: number, vr: VR, length: number): Buffer {
  const bytes = Buffer.alloc(longForm.has(vr) ? 12 : 8);
  bytes.writeUInt16LE(tag >>> 16, 0);
  bytes.writeUInt16LE(tag & 0xffff, 2);
  bytes.write(vr, 4, 'latin1');
  if (longForm.has(vr)) bytes.writeUInt32LE(length, 8);
  else bytes.writeUInt16LE(length, 6);
  return bytes;
}

/** Text is padded with a space; UIDs and bytes with a zero (PS3.5 section 6.2). */
function paddingOf(vr: VR): string {
  return vr === 'UI' || longForm.has(vr) ? '\0' : ' ';
}

function encodeValue(vr: VR, value: ElementValue): Buffer {
  if (Buffer.isBuffer(value)) return value;
  switch (vr) {
    case 'SQ':
      return Buffer.concat(listOf(value).flatMap((item) => encodeItem(expectTags(item))));
    case 'OB':
    case 'OW':
    case 'UN':
      throw new TypeError(`A value of representation ${vr} is given as a Buffer.`);
    case 'FD':
    case 'SS':
    case 'UL':
    case 'US':
      return encodeNumbers(vr, listOf(value).map(Number));
    default:
      return Buffer.from(listOf(value).map(encodeText).join('\\'), 'utf8');
  }
}

function encodeItem(tags: DicomTags): Buffer[] {
  const content = encodeDataset(tags);
  const itemHeader = Buffer.alloc(8);
  itemHeader.writeUInt16LE(0xfffe, 0);
  itemHeader.writeUInt16LE(0xe000, 2);
  itemHeader.writeUInt32LE(content.length, 4);
  return [itemHeader, content];
}

function encodeNumbers(vr: keyof typeof numberWriters, values: readonly number[]): Buffer {
  const { size, write } = numberWriters[vr];
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => write(bytes, value, index * size));
  return bytes;
}

function encodeText(value: string | number | DicomTags): string {
  if (typeof value === 'number') return decimalString(value);
  if (typeof value === 'string') return value;
  throw new TypeError('A data set can only be the item of a sequence.');
}

/** A number in at most the 16 characters of DS, with as many digits as fit. */
export function decimalString(value: number): string {
  for (let digits = 17; digits > 0; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  return value.toExponential(8);
}

function listOf(value: Exclude<ElementValue, Buffer>): readonly (string | number | DicomTags)[] {
  return isList(value) ? value : [value];
}

function isList(
  value: Exclude<ElementValue, Buffer>,
): value is readonly (string | number)[] | readonly DicomTags[] {
  return Array.isArray(value);
}

function expectTags(item: string | number | DicomTags): DicomTags {
  if (typeof item === 'object') return item;
  throw new TypeError('A sequence consists of data sets.');
}
