/** First bytes of a ZIP archive with entries, and of an empty one. */
const marks = new Set(['PK\x03\x04', 'PK\x05\x06']);

/** True when the bytes begin like a ZIP archive. */
export function isZipStart(bytes: Buffer): boolean {
  return marks.has(bytes.toString('latin1', 0, 4));
}
