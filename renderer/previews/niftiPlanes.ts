/** A volume as the planes of it are cut. */
export interface Volume {
  size: readonly [number, number, number];
  /** The first index fastest. */
  values: ArrayLike<number>;
}

export type Axis = 0 | 1 | 2;

/** How a plane lies in a volume: by the index that its slices count, and those that run right and down. */
export interface PlaneLayout {
  slice: Axis;
  right: Axis;
  down: Axis;
  isRightFlipped: boolean;
  isDownFlipped: boolean;
}

/** For the axes of the patient (left, back, head): by which index of the volume they run, and whether backwards. */
export type PatientAxes = readonly { axis: Axis; isBackwards: boolean }[];

/** Planes as radiology shows them: the patient's right is at the left of the picture, the head and the front on top. */
export function planesOf([left, back, head]: PatientAxes): {
  axial: PlaneLayout;
  coronal: PlaneLayout;
  sagittal: PlaneLayout;
} | null {
  if (left === undefined || back === undefined || head === undefined) return null;
  const layout = (
    slice: PatientAxes[number],
    right: PatientAxes[number],
    down: PatientAxes[number],
    isUp: boolean,
  ): PlaneLayout => ({
    slice: slice.axis,
    right: right.axis,
    down: down.axis,
    isRightFlipped: right.isBackwards,
    // What runs to the head is drawn upwards.
    isDownFlipped: isUp ? !down.isBackwards : down.isBackwards,
  });
  return {
    axial: layout(head, left, back, false),
    coronal: layout(back, left, head, true),
    sagittal: layout(left, back, head, true),
  };
}

/** One slice as bytes of grey, row by row, `low` black and `high` white, also where that is the smaller value. */
export function cutPlane(
  { size, values }: Volume,
  { slice, right, down, isRightFlipped, isDownFlipped }: PlaneLayout,
  index: number,
  [low, high]: readonly [number, number],
): { width: number; height: number; grey: Uint8ClampedArray } {
  const strides = [1, size[0], size[0] * size[1]] as const;
  const width = size[right];
  const height = size[down];
  const grey = new Uint8ClampedArray(width * height);
  const factor = high === low ? 0 : 255 / (high - low);
  for (let y = 0; y < height; y += 1) {
    const fromY = (isDownFlipped ? height - 1 - y : y) * strides[down] + index * strides[slice];
    for (let x = 0; x < width; x += 1) {
      const at = fromY + (isRightFlipped ? width - 1 - x : x) * strides[right];
      grey[y * width + x] = ((values[at] ?? 0) - low) * factor;
    }
  }
  return { width, height, grey };
}

/** Longest side that a plane is drawn with, in pixels. */
const longestSide = 1024;

/**
 * How large a plane is drawn, so that it has the proportions of the patient: thick slices are not pressed together.
 * @param spacing from one voxel to the next, to the right and down, in millimetres
 */
export function sizeInPatient(
  { width, height }: { width: number; height: number },
  spacing: readonly [right: number, down: number],
): { width: number; height: number } {
  const [right, down] = spacing;
  const smallest = Math.min(right, down);
  if (!(smallest > 0) || !Number.isFinite(right + down)) return { width, height };
  const wide = (width * right) / smallest;
  const high = (height * down) / smallest;
  const factor = Math.min(1, longestSide / Math.max(wide, high));
  return { width: Math.max(1, Math.round(wide * factor)), height: Math.max(1, Math.round(high * factor)) };
}

/** Between what a volume is shown, without the few brightest and darkest voxels that say nothing. */
export function greyRange(values: ArrayLike<number>): [low: number, high: number] {
  const step = Math.max(1, Math.floor(values.length / 50_000));
  const some: number[] = [];
  for (let at = 0; at < values.length; at += step) {
    const value = values[at] ?? 0;
    if (Number.isFinite(value)) some.push(value);
  }
  some.sort((a, b) => a - b);
  const low = some[Math.floor(some.length * 0.01)] ?? 0;
  const high = some[Math.floor(some.length * 0.995)] ?? 0;
  // A mask may be nearly all nothing.
  return high > low ? [low, high] : [some[0] ?? 0, some.at(-1) ?? 0];
}
