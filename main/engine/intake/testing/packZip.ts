import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Writes a ZIP archive of the given contents by name; it appears whole. */
export async function packZip(file: string, contents: Record<string, string | Uint8Array>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(contents)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(`${file}.packing`));
  await rename(`${file}.packing`, file);
}
