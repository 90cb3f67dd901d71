/** Where an image lies: its pixels in the patient's space (millimetres, LPS), and on the canvas. */

export type Point3 = readonly [number, number, number];

/** The plane of an image in the patient's space, PS3.3 C.7.6.2. */
export interface ImagePlane {
  /** Centre of the first pixel. */
  origin: Point3;
  /** One step to the next column, in millimetres. */
  columnStep: Point3;
  /** One step to the next row. */
  rowStep: Point3;
  columns: number;
  rows: number;
}

/** From pixels of an image to pixels of a canvas: x = a i + c j + e, y = b i + d j + f. */
export interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export function plus(one: Point3, other: Point3): Point3 {
  return [one[0] + other[0], one[1] + other[1], one[2] + other[2]];
}

export function times(vector: Point3, factor: number): Point3 {
  return [vector[0] * factor, vector[1] * factor, vector[2] * factor];
}

function minus(one: Point3, other: Point3): Point3 {
  return plus(one, times(other, -1));
}

export function dot(one: Point3, other: Point3): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function cross(one: Point3, other: Point3): Point3 {
  return [
    one[1] * other[2] - one[2] * other[1],
    one[2] * other[0] - one[0] * other[2],
    one[0] * other[1] - one[1] * other[0],
  ];
}

/** The unit vector across a plane. */
export function normalOf(plane: ImagePlane): Point3 {
  const across = cross(plane.columnStep, plane.rowStep);
  return times(across, 1 / Math.hypot(...across));
}

/** Centre of a pixel in the patient's space. */
export function pointOf(plane: ImagePlane, column: number, row: number): Point3 {
  return plus(plane.origin, plus(times(plane.columnStep, column), times(plane.rowStep, row)));
}

/**
 * How far `other` lies from `plane`, in millimetres along its normal; null where the two are not parallel (by more than
 * about a degree).
 */
export function distanceBetween(plane: ImagePlane, other: ImagePlane): number | null {
  const normal = normalOf(plane);
  if (Math.abs(dot(normal, normalOf(other))) < 0.9998) return null;
  return Math.abs(dot(normal, minus(other.origin, plane.origin)));
}

/** The transform that lays the pixels of `other` over those of `plane`, in pixels of `plane`; both are parallel. */
export function pixelsOf(plane: ImagePlane, other: ImagePlane): Affine {
  const at = (point: Point3): [number, number] => {
    const from = minus(point, plane.origin);
    return [
      dot(from, plane.columnStep) / dot(plane.columnStep, plane.columnStep),
      dot(from, plane.rowStep) / dot(plane.rowStep, plane.rowStep),
    ];
  };
  const [e, f] = at(other.origin);
  const [columnX, columnY] = at(plus(other.origin, other.columnStep));
  const [rowX, rowY] = at(plus(other.origin, other.rowStep));
  return { a: columnX - e, b: columnY - f, c: rowX - e, d: rowY - f, e, f };
}

/** First `inner`, then `outer`. */
export function afterwards(outer: Affine, inner: Affine): Affine {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}
