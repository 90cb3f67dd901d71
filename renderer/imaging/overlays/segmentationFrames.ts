import type { DataSet } from 'dicom-parser';
import { groupsOf, groupTags, itemOf, itemsOf, numbersOf } from '../functionalGroups.ts';
import { times } from '../plane.ts';
import type { ImagePlane, Point3 } from '../plane.ts';
import { colorOfCieLab, paletteColor } from './colors.ts';
import type { OverlayLabel } from './types.ts';

/** One frame of a segmentation. */
export interface SegmentationFrame {
  index: number;
  /** Which segment it marks; in a label map its values say so. */
  segment: number;
  /** The image that it was drawn on, where the object says so; `frame` is null where all of it is meant. */
  source: { SOPInstanceUID: string; frame: number | null } | null;
  plane: ImagePlane | null;
  /** In millimetres. */
  thickness: number;
}

/** Tags as dicom-parser names them. */
const tags = {
  pixelMeasures: 'x00289110',
  spacing: 'x00280030',
  thickness: 'x00180050',
  sliceDistance: 'x00180088',
  segmentIdentification: 'x0062000a',
  segmentNumber: 'x0062000b',
  derivation: 'x00089124',
  sourceImage: 'x00082112',
  sourceUid: 'x00081155',
  sourceFrame: 'x00081160',
  segments: 'x00620002',
} as const;

/** The frames of a segmentation, from its functional groups. */
export function framesOfSegmentation(
  dataSet: DataSet,
  count: number,
  size: { rows: number; columns: number },
): SegmentationFrame[] {
  const groups = groupsOf(dataSet);
  return Array.from({ length: count }, (_, index) => {
    const group = (tag: string) => groups(index, tag);
    const source = itemOf(group(tags.derivation), tags.sourceImage);
    const uid = source?.string(tags.sourceUid);
    const measures = group(tags.pixelMeasures);
    return {
      index,
      segment: group(tags.segmentIdentification)?.uint16(tags.segmentNumber) ?? 1,
      source:
        uid === undefined
          ? null
          : { SOPInstanceUID: uid, frame: source?.intString(tags.sourceFrame) ?? null },
      plane: planeOf(
        numbersOf(group(groupTags.planePosition), groupTags.position),
        numbersOf(group(groupTags.planeOrientation), groupTags.orientation),
        numbersOf(measures, tags.spacing),
        size,
      ),
      thickness: measures?.floatString(tags.sliceDistance) ?? measures?.floatString(tags.thickness) ?? 1,
    };
  });
}

/** The segments of a segmentation with names and colours (PS3.3 C.8.20.4). */
export function segmentsOf(dataSet: DataSet): OverlayLabel[] {
  return itemsOf(dataSet, tags.segments).map((item, index) => {
    const lab = [0, 1, 2].map((at) => item.uint16('x0062000d', at));
    const [l, a, b] = lab;
    return {
      value: item.uint16('x00620004') ?? index + 1,
      name: item.string('x00620005') ?? '',
      color:
        l === undefined || a === undefined || b === undefined
          ? paletteColor(index)
          : colorOfCieLab([l, a, b]),
    };
  });
}

function planeOf(
  position: number[],
  orientation: number[],
  spacing: number[],
  size: { rows: number; columns: number },
): ImagePlane | null {
  if (position.length < 3 || orientation.length < 6 || spacing.length < 2) return null;
  const point = (values: number[], from: number): Point3 => [
    values[from] ?? 0,
    values[from + 1] ?? 0,
    values[from + 2] ?? 0,
  ];
  // PixelSpacing names the distance of rows first (PS3.3 10.7.1.3).
  return {
    origin: point(position, 0),
    columnStep: times(point(orientation, 0), spacing[1] ?? 1),
    rowStep: times(point(orientation, 3), spacing[0] ?? 1),
    ...size,
  };
}
