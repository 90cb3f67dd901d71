import { fileSource, memorySource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import { explicitLittleEndian, implicitLittleEndian, isVr, readElement, tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import { latin1 } from './characterSets.ts';
import { uidValue } from './textValue.ts';
import { isDeflated } from './transferSyntaxes.ts';

/** Bytes before the prefix `DICM` (PS3.10 7.1). */
export const preambleLength = 128;
const metaGroup = 0x0002;
const noMeta = { TransferSyntaxUID: '', MediaStorageSOPClassUID: '', MediaStorageSOPInstanceUID: '' };

/** Where the parts of a DICOM file lie. */
export interface FileLayout {
  /** Where the elements of the file meta information begin; null without any. */
  metaAt: number | null;
  /** Where the data set begins. */
  dataSetAt: number;
  /** The preamble and prefix are as PS3.10 wants them. */
  hasPreamble: boolean;
  /** Of the file meta information; empty when absent. */
  TransferSyntaxUID: string;
  MediaStorageSOPClassUID: string;
  MediaStorageSOPInstanceUID: string;
}

/** Finds preamble, file meta information and data set; null when the file begins like no DICOM. */
export function findLayout(source: ByteSource): FileLayout | null {
  const start = source.view(0, preambleLength + 4);
  const hasPreamble = start.toString('latin1', preambleLength) === 'DICM';
  if (hasPreamble) return readMeta(source, preambleLength + 4, true);
  if (start.toString('latin1', 0, 4) === 'DICM') return readMeta(source, 4, false);
  const first = readElement(source, 0, explicitLittleEndian);
  if (first === null) return null;
  if (first.tag >>> 16 === metaGroup && isVr(first.vr)) return readMeta(source, 0, false);
  return beginsDataSet(source) ? { metaAt: null, dataSetAt: 0, hasPreamble: false, ...noMeta } : null;
}

/** False when a file that begins with these bytes (512 or more, or all of it) is certainly not DICOM. */
export function mayBeDicom(start: Buffer): boolean {
  return findLayout(memorySource(start)) !== null;
}

function readMeta(source: ByteSource, metaAt: number, hasPreamble: boolean): FileLayout {
  const layout = { hasPreamble, ...noMeta };
  let toldEnd = Number.POSITIVE_INFINITY;
  let position = metaAt;
  for (;;) {
    const element = readElement(source, position, explicitLittleEndian);
    const goesOn = element !== null && element.tag >>> 16 === metaGroup && element.length !== null;
    // A deflated data set can begin with any bytes, so there the told length decides.
    if (!goesOn || (position >= toldEnd && isDeflated(layout.TransferSyntaxUID))) break;
    const length = element.length ?? 0;
    if (element.tag === 0x0002_0000 && length === 4) {
      const value = source.view(element.valueAt, 4);
      if (value.length === 4) toldEnd = element.valueAt + 4 + value.readUInt32LE(0);
    }
    if (element.tag === 0x0002_0002) layout.MediaStorageSOPClassUID = uidAt(source, element);
    if (element.tag === 0x0002_0003) layout.MediaStorageSOPInstanceUID = uidAt(source, element);
    if (element.tag === tags.TransferSyntaxUID) layout.TransferSyntaxUID = uidAt(source, element);
    position = element.valueAt + length;
  }
  return { ...layout, metaAt: position === metaAt ? null : metaAt, dataSetAt: position };
}

function uidAt(source: ByteSource, element: Element): string {
  return uidValue(source.view(element.valueAt, Math.min(element.length ?? 0, 256)), latin1);
}

/** True when a file without preamble and file meta information begins with an element of group 0008. */
function beginsDataSet(source: ByteSource): boolean {
  const encoding = actualEncoding(source, 0, implicitLittleEndian);
  const first = encoding === null ? null : readElement(source, 0, encoding);
  return first !== null && first.tag >>> 16 === 0x0008 && (first.tag & 0xffff) < 0x2000;
}

/**
 * The encoding in which the data set at `at` really begins, which is not always the declared one; null when it begins
 * in none. Implicit VR Big Endian does not exist.
 */
export function actualEncoding(source: ByteSource, at: number, declared: Encoding): Encoding | null {
  const candidates = [
    declared,
    explicitLittleEndian,
    implicitLittleEndian,
    { explicit: true, littleEndian: false },
  ];
  return candidates.find((encoding) => isPlausible(source, at, encoding)) ?? null;
}

function isPlausible(source: ByteSource, at: number, encoding: Encoding): boolean {
  const first = readElement(source, at, encoding);
  // A data set begins with a low group; with the bytes the wrong way round even 0008 is a high one.
  if (first === null || first.tag >>> 16 > 0x00ff) return false;
  const looksExplicit = isVr(source.view(at + 4, 2).toString('latin1'));
  if (looksExplicit !== encoding.explicit) return false;
  return first.length === null || first.valueAt + first.length <= source.size || encoding.explicit;
}

/**
 * Where the data set begins in a DICOM file with preamble and file meta information.
 * @param start the first bytes of the file
 * @returns null when it is none; not below the length of `start` when more has to be read
 */
export function locateDataSet(start: Buffer): number | null {
  return dataSetIn(memorySource(start));
}

/**
 * The same of a file that is open, whatever its data set is like. Waits for the disk.
 * @throws EngineError `disk-failed` when reading fails
 */
export function locateDataSetIn(fd: number, size: number): number | null {
  return dataSetIn(fileSource(fd, size));
}

function dataSetIn(source: ByteSource): number | null {
  const layout = findLayout(source);
  return layout === null || layout.metaAt === null ? null : layout.dataSetAt;
}
