/** A point or direction in millimetres. Patient coordinates: to the left, to the back, to the head (PS3.3 C.7.6.2). */
export type Vector = readonly [x: number, y: number, z: number];
/** Three rows. */
export type Matrix = readonly [Vector, Vector, Vector];

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function scale(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function times(m: Matrix, v: Vector): Vector {
  return [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const columns = transpose(b);
  return [times(columns, a[0]), times(columns, a[1]), times(columns, a[2])];
}

export function transpose(m: Matrix): Matrix {
  return [
    [m[0][0], m[1][0], m[2][0]],
    [m[0][1], m[1][1], m[2][1]],
    [m[0][2], m[1][2], m[2][2]],
  ];
}

/** `m` seen from axes that `turn` turns the old ones into. */
export function conjugate(m: Matrix, turn: Matrix): Matrix {
  return multiply(multiply(turn, m), transpose(turn));
}

export function inverse(m: Matrix): Matrix {
  const columns: Matrix = [cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])];
  const factor = 1 / dot(m[0], columns[0]);
  return transpose([scale(columns[0], factor), scale(columns[1], factor), scale(columns[2], factor)]);
}

/** A right-handed turn about one of the axes. */
export function rotation(axis: 'x' | 'y' | 'z', degrees: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  if (axis === 'x')
    return [
      [1, 0, 0],
      [0, c, -s],
      [0, s, c],
    ];
  if (axis === 'y')
    return [
      [c, 0, s],
      [0, 1, 0],
      [-s, 0, c],
    ];
  return [
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1],
  ];
}

export const identity: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
