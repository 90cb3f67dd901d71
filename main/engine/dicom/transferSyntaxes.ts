import { explicitLittleEndian, implicitLittleEndian } from './elements.ts';
import type { Encoding } from './elements.ts';

const implicitVrLittleEndian = '1.2.840.10008.1.2';
const explicitVrLittleEndian = '1.2.840.10008.1.2.1';
const explicitVrBigEndian = '1.2.840.10008.1.2.2';

/** Those whose data set as a whole is deflated (PS3.5 A.5; JPIP: PS3.5 A.7, A.9). */
const deflated = new Set(['1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.4.95', '1.2.840.10008.1.2.4.205']);
/** Those whose pixel data is not compressed. */
const native = new Set([
  implicitVrLittleEndian,
  explicitVrLittleEndian,
  explicitVrBigEndian,
  '1.2.840.10008.1.2.1.99',
]);

/** How a data set of that transfer syntax is written. All compressed ones are Explicit VR Little Endian. */
export function encodingOf(transferSyntaxUid: string): Encoding {
  if (transferSyntaxUid === implicitVrLittleEndian) return implicitLittleEndian;
  if (transferSyntaxUid === explicitVrBigEndian) return { explicit: true, littleEndian: false };
  return explicitLittleEndian;
}

/** True when the bytes of the data set have to be inflated before they can be read. */
export function isDeflated(transferSyntaxUid: string): boolean {
  return deflated.has(transferSyntaxUid);
}

/** True when the length of the pixel data follows from rows, columns and bits. */
export function hasNativePixels(transferSyntaxUid: string): boolean {
  return native.has(transferSyntaxUid);
}

/**
 * True when the bytes of two data sets may differ although they are the same image: without loss each can be made of
 * the other by writing its elements anew.
 */
export function mayBeReencoded(transferSyntaxUid: string, other: string): boolean {
  if (!native.has(transferSyntaxUid) || !native.has(other)) return false;
  return transferSyntaxUid !== other || isDeflated(other);
}

/** True for video, where one fragment holds many frames (PS3.5 A.4.5 to A.4.9). */
export function isVideo(transferSyntaxUid: string): boolean {
  return /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/.test(transferSyntaxUid);
}

/** The uncompressed transfer syntax of that encoding. */
export function transferSyntaxOf(encoding: Encoding): string {
  if (!encoding.explicit) return implicitVrLittleEndian;
  return encoding.littleEndian ? explicitVrLittleEndian : explicitVrBigEndian;
}
