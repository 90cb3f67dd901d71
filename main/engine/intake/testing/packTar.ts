import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import type { types } from 'tar';

/** An entry of a tar archive as it is to be written, with whatever is wrong with it. */
export interface TarPart {
  name: string;
  bytes?: Uint8Array;
  type?: types.EntryTypeName;
  linkpath?: string;
  /** In place of the real size. */
  size?: number;
}

/** The bytes of a tar archive; without the mark of its end where `isClosed` is false. */
export function tarBytes(parts: readonly TarPart[], isClosed = true): Buffer {
  const blocks = parts.flatMap(({ name, bytes = new Uint8Array(), type = 'File', linkpath, size }) => {
    const header = new Header({
      path: name,
      type,
      size: size ?? bytes.length,
      mode: 0o644,
      ...(linkpath === undefined ? {} : { linkpath }),
    });
    const head = Buffer.alloc(512);
    header.encode(head);
    return [head, Buffer.from(bytes), Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(isClosed ? 1024 : 0)]);
}

/** Writes a tar archive, compressed where its name says so. */
export function packTar(file: string, parts: readonly TarPart[]): void {
  const bytes = tarBytes(parts);
  writeFileSync(file, file.endsWith('gz') ? gzipSync(bytes) : bytes);
}
