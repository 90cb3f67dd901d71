import { floatText } from './numberText.ts';

/** Size of one value in bytes and how it is told in text. */
interface BinaryValue {
  size: number;
  text(view: DataView, at: number, littleEndian: boolean): string;
}

const binaryValues: Readonly<Record<string, BinaryValue>> = {
  US: { size: 2, text: (view, at, little) => String(view.getUint16(at, little)) },
  SS: { size: 2, text: (view, at, little) => String(view.getInt16(at, little)) },
  UL: { size: 4, text: (view, at, little) => String(view.getUint32(at, little)) },
  SL: { size: 4, text: (view, at, little) => String(view.getInt32(at, little)) },
  UV: { size: 8, text: (view, at, little) => String(view.getBigUint64(at, little)) },
  SV: { size: 8, text: (view, at, little) => String(view.getBigInt64(at, little)) },
  FL: { size: 4, text: (view, at, little) => floatText(view.getFloat32(at, little)) },
  FD: { size: 8, text: (view, at, little) => floatText(view.getFloat64(at, little)) },
  AT: { size: 4, text: tagValue },
};

/** True for VRs whose values are binary numbers or tags. */
export function isBinaryNumber(vr: string): boolean {
  return Object.hasOwn(binaryValues, vr);
}

/** Binary numbers and tags as text, several joined by backslashes: `256\0\16`, `0018,1063`. */
export function binaryText(vr: string, bytes: Uint8Array, littleEndian: boolean): string {
  const kind = binaryValues[vr];
  if (kind === undefined) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const values: string[] = [];
  for (let at = 0; at + kind.size <= bytes.length; at += kind.size)
    values.push(kind.text(view, at, littleEndian));
  return values.join('\\');
}

function tagValue(view: DataView, at: number, littleEndian: boolean): string {
  const half = (offset: number) =>
    view
      .getUint16(at + offset, littleEndian)
      .toString(16)
      .padStart(4, '0');
  return `${half(0)},${half(2)}`;
}
