import type { Capsule, Ellipsoid, Solid } from './solids.ts';

/** One slice under the brush, in the coordinates of its own axes, mm. */
export interface Canvas {
  rows: number;
  columns: number;
  /** Distance of neighbouring pixel centres. */
  spacing: number;
  /** Centre of the first pixel. */
  left: number;
  top: number;
  /** Position of the slice along its normal. */
  level: number;
  values: Float32Array;
}

/** Paints what the slice cuts of a solid; pixels at its edge take part of the signal, as in a real image. */
export function paint(canvas: Canvas, solid: Solid<string>, signal: number): void {
  if (solid.kind === 'ellipsoid') paintEllipsoid(canvas, solid, signal);
  else paintCapsule(canvas, solid, signal);
}

/** Row by row: the run of pixels that is certainly inside is filled at once, only the edge is looked at closely. */
function paintEllipsoid(canvas: Canvas, solid: Ellipsoid<string>, signal: number): void {
  const { centre, spread, form, girth, ripple } = solid;
  const { spacing, left, top, columns, values } = canvas;
  const edge = (ripple?.height ?? 0) + spacing;
  const dz = canvas.level - centre[2];
  if (Math.abs(dz) > Math.sqrt(spread[2][2]) * (1 + edge / girth)) return;
  const reach = Math.sqrt(spread[1][1]) * (1 + edge / girth);
  const outer = (1 + edge / girth) ** 2;
  const inner = Math.max(0, 1 - (edge + spacing) / girth) ** 2;
  const [firstRow, lastRow] = pixelsBetween(centre[1] - reach, centre[1] + reach, top, spacing, canvas.rows);

  for (let row = firstRow; row <= lastRow; row += 1) {
    const dy = top + row * spacing - centre[1];
    // Along the row the form is a·dx² + 2·b·dx + c.
    const a = form[0][0];
    const b = form[0][1] * dy + form[0][2] * dz;
    const c = form[1][1] * dy * dy + form[2][2] * dz * dz + 2 * form[1][2] * dy * dz;
    const run = (limit: number): readonly [number, number] => {
      const half = Math.sqrt(b * b - a * (c - limit)) / a;
      const middle = centre[0] - b / a;
      return pixelsBetween(middle - half, middle + half, left, spacing, columns);
    };
    const [first, last] = run(outer);
    const [firstInside, lastInside] = run(inner);
    for (let column = first; column <= last; column += 1) {
      if (column === firstInside && lastInside > firstInside) {
        values.fill(signal, row * columns + firstInside, row * columns + lastInside);
        column = lastInside;
      }
      const dx = left + column * spacing - centre[0];
      const depth = (1 - Math.sqrt(a * dx * dx + 2 * b * dx + c)) * girth;
      blend(canvas, row * columns + column, depth + (ripple ? rippleAt(ripple, dx, dy, dz) : 0), signal);
    }
  }
}

function rippleAt(ripple: { height: number; length: number }, dx: number, dy: number, dz: number): number {
  const wave = (2 * Math.PI) / ripple.length;
  return ripple.height * Math.sin(dx * wave + dy * 0.1) * Math.sin(dy * wave - dx * 0.1 + dz * wave * 0.5);
}

function paintCapsule(canvas: Canvas, { from, to, radius }: Capsule<string>, signal: number): void {
  const { level, spacing, left, top, rows, columns } = canvas;
  const margin = radius + spacing;
  if (level < Math.min(from[2], to[2]) - margin || level > Math.max(from[2], to[2]) + margin) return;
  const [ux, uy, uz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const lengthSquared = ux * ux + uy * uy + uz * uz || 1;
  const extent = (axis: 0 | 1) =>
    [Math.min(from[axis], to[axis]) - margin, Math.max(from[axis], to[axis]) + margin] as const;
  const [firstColumn, lastColumn] = pixelsBetween(...extent(0), left, spacing, columns);
  const [firstRow, lastRow] = pixelsBetween(...extent(1), top, spacing, rows);

  const dz = level - from[2];
  for (let row = firstRow; row <= lastRow; row += 1) {
    const dy = top + row * spacing - from[1];
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const dx = left + column * spacing - from[0];
      const along = Math.min(1, Math.max(0, (dx * ux + dy * uy + dz * uz) / lengthSquared));
      const distance = Math.hypot(dx - along * ux, dy - along * uy, dz - along * uz);
      blend(canvas, row * columns + column, radius - distance, signal);
    }
  }
}

/** First and last pixel whose centre may lie between two positions; none (first > last) where a position is not a number. */
function pixelsBetween(
  from: number,
  to: number,
  origin: number,
  spacing: number,
  count: number,
): readonly [number, number] {
  const first = Math.max(0, Math.floor((from - origin) / spacing));
  const last = Math.min(count - 1, Math.ceil((to - origin) / spacing));
  return first <= last ? [first, last] : [count, -1];
}

/** @param depth how deep inside the solid the pixel's centre lies, mm; negative outside */
function blend(canvas: Canvas, index: number, depth: number, signal: number): void {
  const coverage = 0.5 + depth / canvas.spacing;
  if (coverage <= 0) return;
  const below = canvas.values[index] ?? 0;
  canvas.values[index] = coverage >= 1 ? signal : below + (signal - below) * coverage;
}
