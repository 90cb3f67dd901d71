import { ImageProblem } from '../imageProblem.ts';
import { pointOf } from '../plane.ts';
import type { ImagePlane } from '../plane.ts';
import { paletteColor } from './colors.ts';
import { inPieces } from './inPieces.ts';
import { readNifti } from './nifti.ts';
import type { NiftiVolume } from './nifti.ts';
import { paintLabels } from './paint.ts';
import type { Overlay, OverlayLabel } from './types.ts';

/** A file with more different values is no marking but an image, and is shown as one: the stronger, the denser. */
const mostLabels = 256;
const identity = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/**
 * Reads a NIfTI file as an overlay: whole numbers are labels; of anything else, what is above half of its largest value
 * is marked.
 * @throws ImageProblem
 */
export async function readNiftiOverlay(address: string): Promise<Overlay> {
  const volume = await readNifti(address);
  const { labels, threshold } = await labelsOf(volume);
  if (labels.length === 0)
    throw new ImageProblem('unreadable', 'The file marks nothing: none of its values is above 0.');
  return {
    labels,
    layer(picture, { plane }, hidden) {
      if (plane === null) return null;
      const { rows, columns } = plane;
      const bitmap = paintLabels({
        key: `${address}/${picture.SOPInstanceUID}/${picture.frame}`,
        rows,
        columns,
        labels,
        hidden,
        layers() {
          const values = sliceOf(volume, plane, threshold);
          return values === null ? [] : [{ values, label: null }];
        },
      });
      return bitmap === null ? null : { bitmap, toImage: identity };
    },
  };
}

async function labelsOf(volume: NiftiVolume): Promise<{ labels: OverlayLabel[]; threshold: number | null }> {
  const found = new Set<number>();
  let isWhole = true;
  let largest = 0;
  const { stored, slope, intercept } = volume;
  await inPieces(stored.length, (at) => {
    const value = (stored[at] ?? 0) * slope + intercept;
    if (value !== 0 && !found.has(value)) {
      isWhole &&= Number.isInteger(value) && value > 0;
      if (isWhole) found.add(value);
      isWhole &&= found.size <= mostLabels;
    }
    if (value > largest) largest = value;
  });
  if (!isWhole) {
    const label = { value: 1, name: '', color: paletteColor(0) };
    return { labels: largest > 0 ? [label] : [], threshold: largest / 2 };
  }
  const values = [...found].sort((one, other) => one - other);
  return {
    labels: values.map((value, index) => ({ value, name: '', color: paletteColor(index) })),
    threshold: null,
  };
}

/** The values of the volume at the pixels of a plane, nearest first; null where the plane does not meet it. */
function sliceOf(volume: NiftiVolume, plane: ImagePlane, threshold: number | null): Float32Array | null {
  const { size, stored, slope, intercept, toVoxel } = volume;
  const first = toVoxel(pointOf(plane, 0, 0));
  const step = (column: number, row: number) => {
    const there = toVoxel(pointOf(plane, column, row));
    return [there[0] - first[0], there[1] - first[1], there[2] - first[2]] as const;
  };
  const byColumn = step(1, 0);
  const byRow = step(0, 1);
  const slice = new Float32Array(plane.rows * plane.columns);
  let meets = false;
  for (let row = 0; row < plane.rows; row += 1) {
    for (let column = 0; column < plane.columns; column += 1) {
      const i = Math.round(first[0] + byColumn[0] * column + byRow[0] * row);
      const j = Math.round(first[1] + byColumn[1] * column + byRow[1] * row);
      const k = Math.round(first[2] + byColumn[2] * column + byRow[2] * row);
      if (i < 0 || j < 0 || k < 0 || i >= size[0] || j >= size[1] || k >= size[2]) continue;
      meets = true;
      const value = (stored[i + size[0] * (j + size[1] * k)] ?? 0) * slope + intercept;
      slice[row * plane.columns + column] = threshold === null ? value : value >= threshold ? 1 : 0;
    }
  }
  return meets ? slice : null;
}
