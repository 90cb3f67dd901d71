import { expect, it } from 'vitest';
import { geometryOf, packGeometry, unpackGeometry } from './imageGeometry.ts';

const orientation = '1\\0\\0\\0\\1\\0';

it('says where an image lies, and comes back as it was kept', () => {
  const geometry = geometryOf('-12.5\\ 3 \\1e2', orientation);
  expect(geometry).toEqual([-12.5, 3, 100, 1, 0, 0, 0, 1, 0]);
  expect(unpackGeometry(packGeometry(geometry!))).toEqual(geometry);
});

it.each([
  ['one is absent', '1\\2\\3', undefined],
  ['a number is missing', '1\\2', orientation],
  ['a value is none', '1\\2\\', orientation],
  ['a position has a number too many and the orientation one too few', '1\\2\\3\\4', '0\\0\\0\\1\\0'],
  ['a number is larger than what it is kept as', '1\\2\\1e300', orientation],
  ['a number is larger than what it is kept as, below nothing', '1\\2\\-3.5e38', orientation],
])('is not known where %s', (_why, position, way) => {
  expect(geometryOf(position, way)).toBeNull();
});
