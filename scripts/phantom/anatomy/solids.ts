import { conjugate, identity, inverse, rotation, times } from './space.ts';
import type { Matrix, Vector } from './space.ts';

/** One piece of anatomy. Pieces are painted in order: a later one replaces what it covers. */
export type Solid<Tissue extends string> = Ellipsoid<Tissue> | Capsule<Tissue>;

export interface Ellipsoid<Tissue extends string> {
  kind: 'ellipsoid';
  tissue: Tissue;
  centre: Vector;
  /** Squared half axes along and between the coordinate axes; a point is inside where dᵀ·spread⁻¹·d < 1. */
  spread: Matrix;
  /** dᵀ·form·d is 1 on the surface. */
  form: Matrix;
  /** Shortest half axis, mm. */
  girth: number;
  /** Waves on the surface, e.g. the folds of a cortex, in mm. */
  ripple: { height: number; length: number } | undefined;
}

/** A straight tube with round ends: vessels, ribs. */
export interface Capsule<Tissue extends string> {
  kind: 'capsule';
  tissue: Tissue;
  from: Vector;
  to: Vector;
  radius: number;
}

/** @param radii half axes in mm before `turn` is applied */
export function ellipsoid<Tissue extends string>(
  tissue: Tissue,
  centre: Vector,
  radii: Vector,
  more: { turn?: readonly ['x' | 'y' | 'z', number]; ripple?: { height: number; length: number } } = {},
): Ellipsoid<Tissue> {
  const [a, b, c] = radii;
  const upright: Matrix = [
    [a * a, 0, 0],
    [0, b * b, 0],
    [0, 0, c * c],
  ];
  const spread = conjugate(upright, more.turn ? rotation(...more.turn) : identity);
  const girth = Math.min(a, b, c);
  return { kind: 'ellipsoid', tissue, centre, spread, form: inverse(spread), girth, ripple: more.ripple };
}

export function capsule<Tissue extends string>(
  tissue: Tissue,
  from: Vector,
  to: Vector,
  radius: number,
): Capsule<Tissue> {
  return { kind: 'capsule', tissue, from, to, radius };
}

/** A bent tube through the given points. */
export function tube<Tissue extends string>(
  tissue: Tissue,
  points: readonly Vector[],
  radius: number,
): Capsule<Tissue>[] {
  const parts: Capsule<Tissue>[] = [];
  points.reduce((from, to) => {
    parts.push(capsule(tissue, from, to, radius));
    return to;
  });
  return parts;
}

/** The solid in the coordinates of other axes. */
export function turned<Tissue extends string>(solid: Solid<Tissue>, axes: Matrix): Solid<Tissue> {
  if (solid.kind === 'capsule') return { ...solid, from: times(axes, solid.from), to: times(axes, solid.to) };
  const spread = conjugate(solid.spread, axes);
  return { ...solid, centre: times(axes, solid.centre), spread, form: inverse(spread) };
}
