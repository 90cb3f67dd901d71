import { createRequire } from 'node:module';

/** An encoder of the codecs that the viewer decodes with, compiled to WebAssembly. */
interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  setQuality(isReversible: boolean, quality: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}
type Module = Record<'HTJ2KEncoder' | 'J2KEncoder', new () => Encoder>;

// They come with the loader of the viewer, and as CommonJS.
const load = createRequire(createRequire(import.meta.url).resolve('@cornerstonejs/dicom-image-loader'));

/** Encodes grey values without loss as JPEG 2000 or HTJ2K; they have 16 bits, or as many as is said. */
export async function encodeJpeg2000(
  values: Uint16Array | Uint8Array,
  size: { columns: number; rows: number; bits?: number },
  form: 'j2k' | 'htj2k',
): Promise<Buffer> {
  const name =
    form === 'j2k' ? '@cornerstonejs/codec-openjpeg/wasmjs' : '@cornerstonejs/codec-openjph/wasmjs';
  const start = load(name) as () => Promise<Module>;
  const module = await start();
  const encoder = new module[form === 'j2k' ? 'J2KEncoder' : 'HTJ2KEncoder']();
  const frame = {
    width: size.columns,
    height: size.rows,
    bitsPerSample: size.bits ?? 16,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  encoder.getDecodedBuffer(frame).set(new Uint8Array(values.buffer));
  encoder.setQuality(true, 0);
  encoder.encode();
  const encoded = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded;
}

/** Pixel data in fragments (PS3.5 A.4): an empty offset table, and one fragment. */
export function encapsulated(fragment: Buffer): Buffer {
  const padded = fragment.length % 2 === 0 ? fragment : Buffer.concat([fragment, Buffer.alloc(1)]);
  const item = (length: number) => Buffer.from([0xfe, 0xff, 0x00, 0xe0, ...lengthBytes(length)]);
  return Buffer.concat([
    Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]),
    item(0),
    item(padded.length),
    padded,
    Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
  ]);
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}
