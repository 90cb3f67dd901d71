import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Headers } from 'tar-stream';
import { ZipFile } from 'yazl';

/** An entry of a test archive. */
export interface TarEntry extends Headers {
  content?: string | Buffer;
}

/** Writes a tar archive with exactly these entries, whatever they are called. */
export async function writeTar(
  file: string,
  entries: readonly TarEntry[],
  isCompressed = false,
): Promise<void> {
  const archive = pack();
  const target = createWriteStream(file);
  if (isCompressed) archive.pipe(createGzip()).pipe(target);
  else archive.pipe(target);
  for (const { content = '', ...header } of entries) archive.entry(header, content);
  archive.finalize();
  await finished(target);
}

/** An entry of a test ZIP archive; `mode` has the file type in it. */
export interface ZipEntry {
  name: string;
  content?: string | Buffer;
  mode?: number;
}

/** Writes a ZIP archive. Names that the library refuses are written over placeholders of the same length. */
export async function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const archive = new ZipFile();
  const hostile: [placeholder: string, name: string][] = [];
  for (const [at, { name, content = '', mode = 0o100644 }] of entries.entries()) {
    const placeholder = `${String(at).padStart(4, '0')}${'x'.repeat(200)}`.slice(0, Buffer.byteLength(name));
    const isHostile = /^[\\/]|^[A-Za-z]:|\.\.|\\/.test(name);
    if (isHostile) hostile.push([placeholder, name]);
    archive.addBuffer(Buffer.from(content), isHostile ? placeholder : name, { mode, mtime: new Date(0) });
  }
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
  let bytes = Buffer.concat(chunks).toString('latin1');
  for (const [placeholder, name] of hostile)
    bytes = bytes.replaceAll(placeholder, Buffer.from(name).toString('latin1'));
  return Buffer.from(bytes, 'latin1');
}

/** The end record of a ZIP archive that says that it has so many entries; nothing of them is there. */
export function zipThatClaims(entries: number): Buffer {
  const zip64 = Buffer.alloc(56);
  zip64.writeUInt32LE(0x06064b50, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeBigUInt64LE(BigInt(entries), 24);
  zip64.writeBigUInt64LE(BigInt(entries), 32);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(4n, 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.writeUInt32LE(0x06054b50, 0);
  end.fill(0, 4, 8);
  end.writeUInt16LE(0, 20);
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), zip64, locator, end]);
}
