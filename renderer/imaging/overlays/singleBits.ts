import { readEncapsulatedImageFrame, readEncapsulatedPixelDataFromFragments } from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';
import { ImageProblem } from '../imageProblem.ts';

/**
 * Transfer syntaxes in which single bits are compressed and that are read here: the decoders of the viewer expect the
 * bits of RLE packed, which PS3.5 8.2.2 has one to a byte, and know deflated frames of whole bytes only.
 */
export const bitSyntaxes = { rle: '1.2.840.10008.1.2.5', deflatedFrame: '1.2.840.10008.1.2.8.1' } as const;

/** Single bits, the lowest of a byte first and frames without a gap (PS3.5 section 8.1.1). */
export function bitsOf(bytes: Uint8Array, from: number, count: number): Uint8Array {
  const values = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    const bit = from + at;
    values[at] = ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  }
  return values;
}

/**
 * The frames of encapsulated single bits, packed as they are where nothing is compressed, each from its own first byte.
 * @param frame how many there are, and how many pixels each has
 * @throws ImageProblem
 */
export async function unpackedFrames(
  dataSet: DataSet,
  element: Element,
  frame: { frames: number; pixels: number },
): Promise<Uint8Array[]> {
  const isRle = dataSet.string('x00020010') === bitSyntaxes.rle;
  const found: Uint8Array[] = [];
  for (let index = 0; index < frame.frames; index += 1) {
    const stored = frameBytes(dataSet, element, index, frame.frames);
    const bytes = isRle
      ? decodeRle(stored, frame.pixels)
      : await inflate(stored, Math.ceil(frame.pixels / 8));
    found.push(packed(bytes, frame.pixels));
  }
  return found;
}

function frameBytes(dataSet: DataSet, element: Element, index: number, frames: number): Uint8Array {
  if (element.fragments?.length === frames) {
    return Uint8Array.from(readEncapsulatedPixelDataFromFragments(dataSet, element, index));
  }
  if (element.basicOffsetTable?.length === frames) {
    return Uint8Array.from(readEncapsulatedImageFrame(dataSet, element, index));
  }
  throw new ImageProblem('unreadable', 'The pixel data do not say where their frames begin.');
}

/** One byte to a pixel, as RLE and the standard have it, or eight pixels to a byte, as some programs write it. */
function packed(bytes: Uint8Array, pixels: number): Uint8Array {
  const bytesPacked = Math.ceil(pixels / 8);
  if (bytes.length < bytesPacked) {
    throw new ImageProblem('unreadable', 'The pixel data of the segmentation were cut short.');
  }
  if (bytes.length < pixels) return bytes;
  const bits = new Uint8Array(bytesPacked);
  for (let at = 0; at < pixels; at += 1) {
    if (bytes[at] !== 0) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7));
  }
  return bits;
}

/** Bytes of the header of RLE: the number of segments, and where fifteen of them begin (PS3.5 G.5). */
const rleHeader = 64;

/** Decodes the one segment that single bits have (PS3.5 G.3.2), up to `most` bytes. */
export function decodeRle(stored: Uint8Array, most: number): Uint8Array {
  if (stored.length < rleHeader) {
    throw new ImageProblem('unreadable', 'A frame of the segmentation is shorter than its RLE header.');
  }
  const header = new DataView(stored.buffer, stored.byteOffset, rleHeader);
  if (header.getUint32(0, true) !== 1) {
    throw new ImageProblem(
      'undecodable',
      'Single bits in RLE have one segment, and these have another number.',
    );
  }
  const decoded = new Uint8Array(most);
  let to = 0;
  for (let at = header.getUint32(4, true); at < stored.length && to < most;) {
    const control = stored[at] ?? 0;
    at += 1;
    if (control < 128) {
      const literal = stored.subarray(at, Math.min(at + control + 1, at + most - to));
      decoded.set(literal, to);
      to += literal.length;
      at += control + 1;
    } else if (control > 128) {
      const end = Math.min(most, to + 257 - control);
      decoded.fill(stored[at] ?? 0, to, end);
      to = end;
      at += 1;
    }
  }
  return decoded.subarray(0, to);
}

/** A frame that was deflated by itself (PS3.5 8.2.16), up to `most` bytes; a byte behind it may fill it up. */
async function inflate(stored: Uint8Array, most: number): Promise<Uint8Array> {
  const inflated = new Uint8Array(most);
  let to = 0;
  const source = new Blob([Uint8Array.from(stored)]).stream();
  const reader = source.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    while (to < most) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, most - to);
      inflated.set(part, to);
      to += part.length;
    }
  } catch (cause) {
    // What lies behind the end fails too, when all that counts is there.
    if (to < most)
      throw new ImageProblem('undecodable', cause instanceof Error ? cause.message : String(cause));
  }
  void reader.cancel().catch(() => undefined);
  return inflated.subarray(0, to);
}
