import type { TagElement } from '../../../contract/index.ts';
import { binaryText, isBinaryNumber } from './binaryValues.ts';
import type { TextDecoding } from './characterSets.ts';
import { latin1 } from './characterSets.ts';
import { textValue } from './textValue.ts';

/** How much of a value is given. */
export interface ShownLength {
  /** Characters of a text. */
  text: number;
  /** Bytes of a binary value. */
  bytes: number;
}

/** Values of several bytes that no number or text of the standard is (PS3.5 6.2). */
const binaryVrs = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'UN', '']);
/** No character takes more bytes than this, escape sequences counted. */
const bytesPerCharacter = 8;
/** VRs whose texts are ASCII whatever the character set says (PS3.5 6.1.2.3). */
const plainVrs = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);

type Value = Pick<TagElement, 'kind' | 'value' | 'isCut'>;

/** Bytes that have to be read to show a value so far. */
export function bytesToRead({ text, bytes }: ShownLength): number {
  return Math.max(text * bytesPerCharacter, bytes);
}

/**
 * A value as people read it: numbers as numbers, texts by their character set, and of all else the first bytes in
 * hexadecimal. What a private element without a VR holds is shown as text where it is nothing but ASCII.
 * @param bytes its first `bytesToRead`
 * @param length bytes that it has in all
 */
export function valueInWords(
  vr: string,
  bytes: Buffer,
  length: number,
  { decoding, littleEndian, most }: { decoding: TextDecoding; littleEndian: boolean; most: ShownLength },
): Value {
  const isWhole = bytes.length >= length;
  if (isBinaryNumber(vr)) return cut(binaryText(vr, bytes, littleEndian), isWhole, most.text);
  if (!binaryVrs.has(vr)) {
    return cut(textValue(bytes, plainVrs.has(vr) ? latin1 : decoding, vr), isWhole, most.text);
  }
  if ((vr === 'UN' || vr === '') && isPrintable(bytes)) {
    return cut(textValue(bytes, latin1), isWhole, most.text);
  }
  const shown = bytes.subarray(0, most.bytes);
  const value = shown.toString('hex').replaceAll(/(..)(?=.)/g, '$1 ');
  return { kind: 'binary', value, isCut: length > shown.length };
}

/** Never in the middle of a character that takes two of JavaScript's. */
function cut(text: string, isWhole: boolean, longestText: number): Value {
  const isLonger = text.length > longestText;
  const value = isLonger ? text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '') : text;
  return { kind: 'text', value, isCut: isLonger || !isWhole };
}

function isPrintable(bytes: Buffer): boolean {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end).every((byte) => (byte >= 0x20 && byte < 0x7f) || isLineEnd(byte));
}

function isLineEnd(byte: number): boolean {
  return byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
