import { open } from 'node:fs/promises';

/** First bytes of a ZIP archive with entries, and of an empty one. */
const marks = new Set(['PK\x03\x04', 'PK\x05\x06']);

/** True when the bytes begin like a ZIP archive. */
export function isZipStart(bytes: Buffer): boolean {
  return marks.has(bytes.toString('latin1', 0, 4));
}

/** True when the file begins like a ZIP archive; false also when it cannot be read, which others find out. */
export async function hasZipMark(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && isZipStart(buffer);
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}
