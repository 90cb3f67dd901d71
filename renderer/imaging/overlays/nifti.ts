import { isCompressed, readHeader, readImage } from 'nifti-reader-js';
import { ImageProblem } from '../imageProblem.ts';
import type { Point3 } from '../plane.ts';

/** The first volume of a NIfTI file. */
export interface NiftiVolume {
  size: readonly [number, number, number];
  /** In modality units, the first index fastest. */
  values: ArrayLike<number>;
  /** From the patient's space as DICOM has it (LPS, millimetres) to indexes of voxels. */
  toVoxel(point: Point3): Point3;
}

/** Files that unpack to more are not read: the page has not so much memory, in bytes. */
const mostBytes = 1024 * 1024 * 1024;

/** @throws ImageProblem */
export async function readNifti(address: string): Promise<NiftiVolume> {
  const response = await fetch(address);
  if (!response.ok) {
    throw new ImageProblem(response.status === 404 ? 'gone' : 'unreadable', await response.text());
  }
  const stored = await response.arrayBuffer();
  try {
    const bytes = isCompressed(stored) ? await unpack(stored) : stored;
    return volumeOf(bytes);
  } catch (cause) {
    if (cause instanceof ImageProblem) throw cause;
    throw new ImageProblem('unreadable', cause instanceof Error ? cause.message : String(cause));
  }
}

function volumeOf(bytes: ArrayBuffer): NiftiVolume {
  const header = readHeader(bytes);
  if (header === null) throw new ImageProblem('unreadable', 'The file has no NIfTI header.');
  const [, nx = 0, ny = 1, nz = 1] = header.dims;
  const count = nx * ny * Math.max(1, nz);
  const read = numbersOf(header.datatypeCode, readImage(header, bytes), count, header.littleEndian);
  const { scl_slope: slope, scl_inter: intercept } = header;
  const isScaled = slope !== 0 && Number.isFinite(slope) && (slope !== 1 || intercept !== 0);
  const inverse = inverted(header.affine);
  return {
    size: [nx, ny, Math.max(1, nz)],
    values: isScaled ? Float32Array.from(read, (value) => value * slope + intercept) : read,
    // NIfTI has x to the right and y to the front; DICOM has them to the left and to the back.
    toVoxel: ([x, y, z]) => inverse([-x, -y, z]),
  };
}

async function unpack(stored: ArrayBuffer): Promise<ArrayBuffer> {
  const reader = new Blob([stored]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > mostBytes) {
      await reader.cancel();
      throw new ImageProblem('unreadable', `The file unpacks to more than ${mostBytes} bytes.`);
    }
    parts.push(value);
  }
  return new Blob(parts).arrayBuffer();
}

/** Reads of one number, by the codes of NIfTI-1 (nifti1.h, `datatype`). */
const readers: Readonly<
  Record<number, { bytes: number; read: (view: DataView, at: number, isLittle: boolean) => number }>
> = {
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  4: { bytes: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  8: { bytes: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  16: { bytes: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  64: { bytes: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
  256: { bytes: 1, read: (view, at) => view.getInt8(at) },
  512: { bytes: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  768: { bytes: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  1024: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  1280: { bytes: 8, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
};

function numbersOf(code: number, data: ArrayBuffer, count: number, isLittle: boolean): ArrayLike<number> {
  const reader = readers[code];
  if (reader === undefined) {
    throw new ImageProblem('undecodable', `Values of NIfTI data type ${code} cannot be laid over images.`);
  }
  if (count === 0 || data.byteLength < count * reader.bytes) {
    throw new ImageProblem('unreadable', 'The values of the file were cut short.');
  }
  if (code === 2) return new Uint8Array(data, 0, count);
  const view = new DataView(data);
  const numbers = new Float32Array(count);
  for (let at = 0; at < count; at += 1) numbers[at] = reader.read(view, at * reader.bytes, isLittle);
  return numbers;
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
