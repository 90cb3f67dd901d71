import { imageLoader } from '@cornerstonejs/core';
import type { DataSet } from 'dicom-parser';
import { imageIdOf } from '../imageIds.ts';
import type { Picture } from '../imageIds.ts';
import { ImageProblem } from '../imageProblem.ts';
import { readObjectFile } from '../objectFile.ts';
import type { ObjectFile } from '../objectFile.ts';
import { distanceBetween, pixelsOf } from '../plane.ts';
import type { ImagePlane } from '../plane.ts';
import { paintLabels } from './paint.ts';
import { framesOfSegmentation, segmentsOf } from './segmentationFrames.ts';
import type { SegmentationFrame } from './segmentationFrames.ts';
import { bitsOf, bitSyntaxes, unpackedFrames } from './singleBits.ts';
import type { Overlay } from './types.ts';

/** Frames that lie nearer to an image than this part of their own thickness are on it. */
const nearness = 0.5;
const identity = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/**
 * Reads a segmentation object (PS3.3 A.51): binary, fractional or a label map.
 * @throws ImageProblem
 */
export async function readSegmentation(object: {
  address: string;
  SOPInstanceUID: string;
}): Promise<Overlay> {
  const file = await readObjectFile(object.address);
  try {
    return await overlayOf(object, file);
  } finally {
    file.release();
  }
}

async function overlayOf(
  object: { address: string; SOPInstanceUID: string },
  file: ObjectFile,
): Promise<Overlay> {
  const { dataSet } = file;
  const rows = dataSet.uint16('x00280010') ?? 0;
  const columns = dataSet.uint16('x00280011') ?? 0;
  if (!file.hasPixels || rows * columns === 0) {
    throw new ImageProblem('unreadable', 'The segmentation has no pixel data.');
  }
  const frames = framesOfSegmentation(dataSet, file.frames, { rows, columns });
  const isLabelMap = dataSet.string('x00620001') === 'LABELMAP';
  const values = await valuesOf(object, dataSet, frames.length);
  const labels = segmentsOf(dataSet);

  return {
    labels,
    layer(picture, placing, hidden) {
      const { plane } = placing;
      const named = frames.filter(({ source }) => isOf(source, picture));
      // Those that name no image, or images of another series alone, are found by their place.
      const placed = frames.filter(
        (frame) => plane !== null && (frame.source === null || named.length === 0) && liesOn(plane, frame),
      );
      const here = [...named, ...placed];
      const [first] = here;
      if (first === undefined) return null;
      const isPlaced = plane !== null && first.plane !== null;
      if (!isPlaced && (rows !== placing.rows || columns !== placing.columns)) return null;
      const bitmap = paintLabels({
        rows,
        columns,
        labels,
        hidden,
        key: `${object.SOPInstanceUID}/${here.map(({ index }) => index).join()}`,
        layers: () =>
          here.map((frame) => ({
            values: values(frame.index),
            label: isLabelMap ? null : frame.segment,
          })),
      });
      if (bitmap === null) return null;
      return {
        bitmap,
        toImage: plane !== null && first.plane !== null ? pixelsOf(plane, first.plane) : identity,
      };
    },
  };
}

function isOf(source: SegmentationFrame['source'], picture: Picture): boolean {
  if (source?.SOPInstanceUID !== picture.SOPInstanceUID) return false;
  return source.frame === null || source.frame === picture.frame;
}

function liesOn(plane: ImagePlane, frame: SegmentationFrame): boolean {
  if (frame.plane === null) return false;
  const distance = distanceBetween(plane, frame.plane);
  return distance !== null && distance < Math.max(frame.thickness * nearness, 0.01);
}

/** Values of a frame by its index: 0 is nothing; in fractional ones everything from half of the largest on is 1. */
async function valuesOf(
  object: { address: string; SOPInstanceUID: string },
  dataSet: DataSet,
  frames: number,
): Promise<(index: number) => ArrayLike<number>> {
  const count = (dataSet.uint16('x00280010') ?? 0) * (dataSet.uint16('x00280011') ?? 0);
  const element = dataSet.elements.x7fe00010;
  const bits = dataSet.uint16('x00280100') ?? 1;
  if (element === undefined)
    throw new ImageProblem('unreadable', 'The segmentation has no integer pixel data.');
  const half = dataSet.string('x00620001') === 'FRACTIONAL' ? (dataSet.uint16('x0062000e') ?? 255) / 2 : null;
  const firm = (values: ArrayLike<number>) =>
    half === null ? values : Uint8Array.from(values, (value) => (value >= half ? 1 : 0));
  if (element.encapsulatedPixelData === true) {
    const syntax = dataSet.string('x00020010') ?? '';
    if (bits === 1 && Object.values<string>(bitSyntaxes).includes(syntax)) {
      const stored = await unpackedFrames(dataSet, element, { frames, pixels: count });
      return (index) => firm(bitsOf(stored[index] ?? new Uint8Array(), 0, count));
    }
    const decoded: ArrayLike<number>[] = [];
    for (let frame = 1; frame <= frames; frame += 1) {
      const picture = { ...object, frame, isMultiFrame: frames > 1 };
      const image = await imageLoader.loadImage(imageIdOf(picture));
      const found = image.getPixelData();
      if (found.length !== count) {
        throw new ImageProblem(
          'undecodable',
          `Frames of ${bits} bits in transfer syntax ${syntax} were decoded to ${found.length} values for ${count} pixels.`,
        );
      }
      decoded.push(firm(found));
    }
    return (index) => decoded[index] ?? [];
  }
  const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  if (bytes.length * 8 < count * bits * frames) {
    throw new ImageProblem('unreadable', 'The pixel data of the segmentation were cut short.');
  }
  return (index) =>
    firm(bits === 1 ? bitsOf(bytes, index * count, count) : numbersOf(bytes, index * count, count, bits));
}

function numbersOf(bytes: Uint8Array, from: number, count: number, bits: number): ArrayLike<number> {
  if (bits === 8) return bytes.subarray(from, from + count);
  const view = new DataView(bytes.buffer, bytes.byteOffset + from * 2, count * 2);
  return Uint16Array.from({ length: count }, (_, at) => view.getUint16(at * 2, true));
}
