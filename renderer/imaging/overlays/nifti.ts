import { isCompressed, readHeader } from 'nifti-reader-js';
import { ImageProblem } from '../imageProblem.ts';
import type { Point3 } from '../plane.ts';
import { inPieces } from './inPieces.ts';

/** The first volume of a NIfTI file. */
export interface NiftiVolume {
  size: readonly [number, number, number];
  /** From one voxel to the next along each index, in millimetres. */
  spacing: readonly [number, number, number];
  /** As they are stored, the first index fastest; in modality units `stored * slope + intercept`. */
  stored: ArrayLike<number>;
  slope: number;
  intercept: number;
  /** From the patient's space as DICOM has it (LPS, millimetres) to indexes of voxels. */
  toVoxel(point: Point3): Point3;
}

/** Files that have more, or unpack to more, are not read: the page has not so much memory, in bytes. */
const mostBytes = 1024 * 1024 * 1024;

/** @throws ImageProblem */
export async function readNifti(address: string): Promise<NiftiVolume> {
  const response = await fetch(address);
  if (!response.ok) {
    const { status } = response;
    throw new ImageProblem(status === 404 ? 'gone' : 'unreadable', await response.text(), status >= 500);
  }
  if (Number(response.headers.get('content-length')) > mostBytes) throw tooLarge();
  try {
    const stored = await readWhole(response.body);
    const bytes = isCompressed(stored)
      ? await readWhole(new Blob([stored]).stream().pipeThrough(new DecompressionStream('gzip')))
      : stored;
    return await volumeOf(bytes);
  } catch (cause) {
    if (cause instanceof ImageProblem) throw cause;
    throw new ImageProblem('unreadable', cause instanceof Error ? cause.message : String(cause));
  }
}

async function volumeOf(bytes: ArrayBuffer): Promise<NiftiVolume> {
  const header = readHeader(bytes);
  if (header === null) throw new ImageProblem('unreadable', 'The file has no NIfTI header.');
  const [, nx = 0, ny = 1, nz = 1] = header.dims;
  const count = nx * ny * Math.max(1, nz);
  const inverse = inverted(header.affine);
  const { scl_slope: slope, scl_inter: intercept } = header;
  const isScaled = slope !== 0 && Number.isFinite(slope) && (slope !== 1 || intercept !== 0);
  return {
    size: [nx, ny, Math.max(1, nz)],
    spacing: [lengthOf(header.affine, 0), lengthOf(header.affine, 1), lengthOf(header.affine, 2)],
    stored: await numbersOf(bytes, header.vox_offset, {
      code: header.datatypeCode,
      count,
      isLittle: header.littleEndian,
    }),
    slope: isScaled ? slope : 1,
    intercept: isScaled ? intercept : 0,
    // NIfTI has x to the right and y to the front; DICOM has them to the left and to the back.
    toVoxel: ([x, y, z]) => inverse([-x, -y, z]),
  };
}

/** The bytes of a stream, as far as the page has memory for them. */
async function readWhole(stream: ReadableStream<Uint8Array<ArrayBuffer>> | null): Promise<ArrayBuffer> {
  const reader = stream?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) break;
    size += next.value.byteLength;
    if (size > mostBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(next.value);
  }
  return new Blob(parts).arrayBuffer();
}

function tooLarge(): ImageProblem {
  return new ImageProblem('unreadable', `The file has more than ${mostBytes} bytes, packed or unpacked.`);
}

type Numbers = Exclude<TypedArray, BigInt64Array | BigUint64Array>;
type TypedArray =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** Kinds of numbers, by the codes of NIfTI-1 (nifti1.h, `datatype`). */
const kinds = {
  2: Uint8Array,
  4: Int16Array,
  8: Int32Array,
  16: Float32Array,
  64: Float64Array,
  256: Int8Array,
  512: Uint16Array,
  768: Uint32Array,
  1024: BigInt64Array,
  1280: BigUint64Array,
} as const;
const isLittleHere = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The numbers where they lie; they are copied only where the machine cannot read them as they are. */
async function numbersOf(
  bytes: ArrayBuffer,
  offset: number,
  { code, count, isLittle }: { code: number; count: number; isLittle: boolean },
): Promise<Numbers> {
  const Kind = Object.hasOwn(kinds, code) ? kinds[code as keyof typeof kinds] : undefined;
  if (Kind === undefined) {
    throw new ImageProblem('undecodable', `Values of NIfTI data type ${code} cannot be laid over images.`);
  }
  const size = Kind.BYTES_PER_ELEMENT;
  if (!(count > 0) || bytes.byteLength - offset < count * size) {
    throw new ImageProblem('unreadable', 'The values of the file were cut short.');
  }
  const isThere = offset % size === 0;
  const [data, from] = isThere ? [bytes, offset] : [bytes.slice(offset, offset + count * size), 0];
  if (isLittle !== isLittleHere && size > 1) await swap(new Uint8Array(data, from, count * size), size);
  const read = new Kind(data, from, count);
  if (!(read instanceof BigInt64Array || read instanceof BigUint64Array)) return read;
  const numbers = new Float64Array(count);
  await inPieces(count, (at) => (numbers[at] = Number(read[at])));
  return numbers;
}

/** Turns the order of the bytes of each number. */
function swap(bytes: Uint8Array, size: number): Promise<void> {
  return inPieces(bytes.length / size, (at) => {
    for (let low = at * size, high = low + size - 1; low < high; low += 1, high -= 1) {
      const byte = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = byte;
    }
  });
}

/** Of a column of an affine matrix that is given in rows. */
function lengthOf(affine: readonly (readonly number[])[], column: number): number {
  return Math.hypot(...[0, 1, 2].map((row) => affine[row]?.[column] ?? 0));
}

/** The inverse of an affine matrix that is given in rows of four. */
function inverted(affine: readonly (readonly number[])[]): (point: Point3) => Point3 {
  const at = (row: number, column: number) => affine[row]?.[column] ?? 0;
  const minor = (row: number, column: number) => {
    const [r1, r2] = [(row + 1) % 3, (row + 2) % 3] as const;
    const [c1, c2] = [(column + 1) % 3, (column + 2) % 3] as const;
    return at(r1, c1) * at(r2, c2) - at(r1, c2) * at(r2, c1);
  };
  const determinant = at(0, 0) * minor(0, 0) + at(0, 1) * minor(0, 1) + at(0, 2) * minor(0, 2);
  if (determinant === 0 || !Number.isFinite(determinant)) {
    throw new ImageProblem('unreadable', 'The file does not say where its voxels lie.');
  }
  return ([x, y, z]) => {
    const from = [x - at(0, 3), y - at(1, 3), z - at(2, 3)] as const;
    const index = (column: number) =>
      (minor(0, column) * from[0] + minor(1, column) * from[1] + minor(2, column) * from[2]) / determinant;
    return [index(0), index(1), index(2)];
  };
}
