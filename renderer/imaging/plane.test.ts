import { expect, test } from 'vitest';
import { afterwards, distanceBetween, pixelsOf, pointOf } from './plane.ts';
import type { ImagePlane } from './plane.ts';

const plane: ImagePlane = {
  origin: [10, 20, 30],
  columnStep: [0.5, 0, 0],
  rowStep: [0, 0.5, 0],
  columns: 64,
  rows: 64,
};

test('a pixel lies where its steps lead', () => {
  expect(pointOf(plane, 4, 2)).toEqual([12, 21, 30]);
});

test('planes are apart along their normal alone, and not at all comparable when they cross', () => {
  const above: ImagePlane = { ...plane, origin: [500, -3, 35] };
  expect(distanceBetween(plane, above)).toBeCloseTo(5);
  expect(distanceBetween(plane, { ...above, rowStep: [0, -0.5, 0] })).toBeCloseTo(5);
  expect(distanceBetween(plane, { ...above, rowStep: [0, 0, 0.5] })).toBeNull();
});

test('a coarser grid that is turned lands on the pixels of the image', () => {
  const turned: ImagePlane = {
    origin: [12, 20, 30],
    columnStep: [0, 1, 0],
    rowStep: [-1, 0, 0],
    columns: 8,
    rows: 8,
  };
  const { a, b, c, d, e, f } = pixelsOf(plane, turned);
  const at = (column: number, row: number) => [a * column + c * row + e, b * column + d * row + f];
  expect(at(0, 0)).toEqual([4, 0]);
  expect(at(3, 1)).toEqual([2, 6]);
});

test('transforms that follow each other are one', () => {
  const twice = { a: 2, b: 0, c: 0, d: 2, e: 1, f: 0 };
  const moved = { a: 1, b: 0, c: 0, d: 1, e: 5, f: 7 };
  expect(afterwards(twice, moved)).toEqual({ a: 2, b: 0, c: 0, d: 2, e: 11, f: 14 });
});
