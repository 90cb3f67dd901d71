import { open } from 'node:fs/promises';

/** Enough of a file to see what it is: marks, file meta information, the beginning of what is compressed. */
const startLength = 4096;

/** The first bytes of a file; none when it cannot be read, which who reads it further finds out. */
export async function fileStart(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(startLength), 0, startLength, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return Buffer.alloc(0);
  }
}
