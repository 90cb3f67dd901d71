import type { TextDecoding } from './characterSets.ts';

const space = 0x20;

/**
 * A text value as Orthanc gives it: up to the first NUL, without trailing spaces; leading spaces and the backslashes
 * between multiple values stay.
 * @param vr what the decoding is to know of it
 */
export function textValue(bytes: Uint8Array, decoding: TextDecoding, vr?: string): string {
  const nul = bytes.indexOf(0);
  let end = nul === -1 ? bytes.length : nul;
  while (end > 0 && bytes[end - 1] === space) end -= 1;
  return decoding(bytes.subarray(0, end), vr);
}

/** A UID without the padding that some devices put on either side. */
export function uidValue(bytes: Uint8Array, decoding: TextDecoding): string {
  return textValue(bytes, decoding).trim();
}
