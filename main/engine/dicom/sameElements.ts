import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { fileSource, memorySource } from './byteSource.ts';
import { byteStream } from './byteStream.ts';
import type { ByteStream } from './byteStream.ts';
import { encodingInside, isVr, readElement, tags } from './elements.ts';
import type { Element, Encoding } from './elements.ts';
import { actualEncoding, findLayout } from './fileLayout.ts';
import { encodingOf, isDeflated } from './transferSyntaxes.ts';

/** Bytes of values that are compared at once; a multiple of every unit below. */
const blockSize = 64 * 1024;
/** Deeper nesting, and more elements than this, are made and not meant: they are not gone through. */
const deepest = 64;
const mostElements = 5_000_000;
const dataSetTrailingPadding = 0xfffc_fffc;

/** Bytes of one number by VR, for those whose numbers stand the other way round in Big Endian (PS3.5 7.3). */
const units: Readonly<Record<string, 2 | 4 | 8>> = {
  AT: 2,
  OW: 2,
  SS: 2,
  US: 2,
  FL: 4,
  OF: 4,
  OL: 4,
  SL: 4,
  UL: 4,
  FD: 8,
  OD: 8,
  OV: 8,
  SV: 8,
  UV: 8,
};

/** One of the two data sets, or a sequence or item in it. */
interface Side {
  stream: ByteStream;
  encoding: Encoding;
  /** Where it ends in the stream; null when a delimiter or, for the data set, the end of the stream says so. */
  end: number | null;
  isDataSet: boolean;
}

/** What cannot be compared: then the two count as different. */
class NotComparable extends Error {}

/**
 * Whether two DICOM files hold the same elements with the same values, pixel data included, however they are written:
 * with VRs or without, Little or Big Endian, deflated, lengths told or delimited (PS3.5 A.1 to A.5). Group lengths and
 * padding behind the data set are no content. What cannot be told apart for certain, as a value in Big Endian whose VR
 * is not known, and pixel data in fragments, counts as different. Reads both piece by piece; not for the engine's own
 * thread.
 * @throws Error when a file cannot be read
 */
export async function haveSameElements(file: string, other: string): Promise<boolean> {
  const sides: Side[] = [];
  try {
    for (const path of [file, other]) sides.push(openSide(path));
    const [one, two] = sides;
    let left = mostElements;
    return one !== undefined && two !== undefined && (await areSame(one, two, 0, () => (left -= 1) > 0));
  } catch (cause) {
    if (cause instanceof NotComparable) return false;
    throw cause;
  } finally {
    for (const { stream } of sides) stream.close();
  }
}

function openSide(file: string): Side {
  const fd = openSync(file, 'r');
  try {
    const source = fileSource(fd, fstatSync(fd).size);
    const layout = findLayout(source);
    if (layout === null) throw new NotComparable();
    const { dataSetAt, TransferSyntaxUID } = layout;
    const declared = encodingOf(TransferSyntaxUID);
    const bytes = createReadStream(file, { start: dataSetAt, highWaterMark: blockSize });
    if (!isDeflated(TransferSyntaxUID)) {
      const encoding = actualEncoding(source, dataSetAt, declared) ?? declared;
      return { stream: byteStream(bytes), encoding, end: null, isDataSet: true };
    }
    const inflater = createInflateRaw({ chunkSize: blockSize });
    // What goes wrong is thrown where it is read.
    pipeline(bytes, inflater, () => undefined);
    return { stream: byteStream(inflater), encoding: declared, end: null, isDataSet: true };
  } finally {
    closeSync(fd);
  }
}

/** @param goesOn counts an element; false when there were too many */
async function areSame(one: Side, other: Side, depth: number, goesOn: () => boolean): Promise<boolean> {
  for (;;) {
    const [first, second] = [await nextElement(one), await nextElement(other)];
    if (first === null || second === null) return first === second;
    if (!goesOn() || depth > deepest) throw new NotComparable();
    if (first.tag !== second.tag || !mayMeanTheSame(first.vr, second.vr)) return false;
    const isSequence =
      first.vr === 'SQ' || second.vr === 'SQ' || first.length === null || second.length === null;
    if (!isSequence) {
      if (!(await haveSameValue(one, first, other, second))) return false;
    } else {
      if (first.tag === tags.PixelData) throw new NotComparable();
      const inside = [partOf(one, first), partOf(other, second)] as const;
      if (!(await haveSameItems(...inside, depth, goesOn))) return false;
    }
  }
}

async function haveSameItems(one: Side, other: Side, depth: number, goesOn: () => boolean): Promise<boolean> {
  for (;;) {
    const [first, second] = [await nextItem(one), await nextItem(other)];
    if (first === null || second === null) return first === second;
    if (!goesOn()) throw new NotComparable();
    if (!(await areSame(partOf(one, first), partOf(other, second), depth + 1, goesOn))) return false;
  }
}

/** The inside of a sequence or item, whose head was just taken. */
function partOf({ stream, encoding }: Side, element: Element): Side {
  return {
    stream,
    encoding: encodingInside(element, encoding),
    end: element.length === null ? null : stream.position + element.length,
    isDataSet: false,
  };
}

/** Takes the head of the next element that says something; null at the end, with its delimiter. */
async function nextElement(side: Side): Promise<Element | null> {
  for (;;) {
    const element = await nextHead(side);
    if (element === null) return null;
    if (element.tag === tags.ItemDelimitationItem && side.end === null && !side.isDataSet) return null;
    if (!saysNothing(element)) return element;
    for (let left = element.length ?? 0; left > 0;) {
      left -= (await takeAll(side.stream, Math.min(left, blockSize))).length;
    }
  }
}

/** Takes the head of the next item of a sequence; null at the end, with its delimiter. */
async function nextItem(side: Side): Promise<Element | null> {
  const element = await nextHead(side);
  if (element === null || element.tag === tags.Item) return element;
  if (element.tag === tags.SequenceDelimitationItem && side.end === null) return null;
  throw new NotComparable();
}

async function nextHead({ stream, encoding, end, isDataSet }: Side): Promise<Element | null> {
  if (end !== null && stream.position >= end) {
    if (stream.position > end) throw new NotComparable();
    return null;
  }
  const bytes = await stream.peek(12);
  if (bytes.length === 0 && isDataSet) return null;
  const element = readElement(memorySource(bytes), 0, encoding);
  if (element === null) throw new NotComparable();
  await stream.take(element.valueAt);
  return element;
}

/** Group lengths (PS3.5 7.2) and data set trailing padding (PS3.5 7.1.5 and PS3.10 7.2). */
function saysNothing({ tag, length }: Element): boolean {
  return ((tag & 0xffff) === 0 && length === 4) || (tag === dataSetTrailingPadding && length !== null);
}

/** VRs are not always told, and 8-bit samples are written by either of two (PS3.5 8.1). */
function mayMeanTheSame(vr: string, other: string): boolean {
  const isOpen = (one: string) => one === '' || one === 'UN';
  const isBytes = (one: string) => one === 'OB' || one === 'OW';
  return vr === other || isOpen(vr) || isOpen(other) || (isBytes(vr) && isBytes(other));
}

async function haveSameValue(one: Side, first: Element, other: Side, second: Element): Promise<boolean> {
  if (first.length === null || first.length !== second.length) return false;
  for (let left = first.length; left > 0;) {
    const length = Math.min(left, blockSize);
    const bytes = inLittleEndian(await takeAll(one.stream, length), first.vr, one.encoding);
    if (!bytes.equals(inLittleEndian(await takeAll(other.stream, length), second.vr, other.encoding))) {
      return false;
    }
    left -= length;
  }
  return true;
}

function inLittleEndian(bytes: Buffer, vr: string, { littleEndian }: Encoding): Buffer {
  if (littleEndian) return bytes;
  if (vr === 'UN' || !isVr(vr)) throw new NotComparable();
  const unit = units[vr] ?? 1;
  if (bytes.length % unit !== 0) throw new NotComparable();
  if (unit === 2) return bytes.swap16();
  if (unit === 4) return bytes.swap32();
  return unit === 8 ? bytes.swap64() : bytes;
}

/** @throws NotComparable where the stream ends before */
async function takeAll(stream: ByteStream, length: number): Promise<Buffer> {
  const bytes = await stream.take(length);
  if (bytes.length < length) throw new NotComparable();
  return bytes;
}
