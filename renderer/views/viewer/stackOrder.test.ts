import { expect, test } from 'vitest';
import { orderOfStack, type Placed } from './stackOrder.ts';

const axial = [1, 0, 0, 0, 1, 0];
const coronal = [1, 0, 0, 0, 0, -1];
const sagittal = [0, 1, 0, 0, 0, -1];

const at = (
  position: readonly number[],
  orientation: readonly number[] = axial,
  number: number | null = null,
  timePoint: number | null = null,
): Placed => ({ geometry: [...position, ...orientation], timePoint, number });
const heights = (...z: number[]) => z.map((height, index) => at([0, 0, height], axial, index + 1));
const orderedBy = (images: readonly Placed[], axis: number) =>
  orderOfStack(images).map((index) => images[index]?.geometry?.[axis]);

test('images are ordered by where they lie and not by numbers that begin anew', () => {
  // Two exports of one scan, interleaved: numbers 1 to 4 say nothing of the third.
  expect(orderedBy(heights(0, 10, 20, 5, 15, 25), 2)).toEqual([0, 5, 10, 15, 20, 25]);
});

test('a stack begins where its numbers begin', () => {
  expect(orderedBy(heights(30, 20, 10, 15), 2)).toEqual([30, 20, 15, 10]);
  expect(orderedBy(heights(-5, 0, 5), 2)).toEqual([-5, 0, 5]);
});

test('without numbers it goes from the head down, from the front back, and from right to left', () => {
  expect(orderedBy([at([0, 0, 1]), at([0, 0, 3]), at([0, 0, 2])], 2)).toEqual([3, 2, 1]);
  const [front, middle, back] = [at([0, -9, 0], coronal), at([0, 0, 0], coronal), at([0, 9, 0], coronal)];
  expect(orderedBy([back, front, middle], 1)).toEqual([-9, 0, 9]);
  const [right, left] = [at([-50, 0, 0], sagittal), at([50, 0, 0], sagittal)];
  expect(orderedBy([left, right], 0)).toEqual([-50, 50]);
});

test('positions count along the normal of a tilted stack, whatever they are sidewards', () => {
  const [s, c] = [Math.sin(0.35), Math.cos(0.35)];
  const tilted = (k: number) => at([100 - 40 * k, -s * k, c * k], [1, 0, 0, 0, c, s], 10 - k);
  expect(orderOfStack([tilted(2), tilted(9), tilted(4)])).toEqual([1, 2, 0]);
});

test('time points at the same places follow each other, each by position, whichever way they are numbered', () => {
  // Numbered place by place, as some scanners do: times 1 and 2 at 0, then at 5, then at 10.
  const images = [0, 0, 5, 5, 10, 10].map((z, index) => at([0, 0, z], axial, index + 1, (index % 2) + 1));
  expect(orderOfStack(images)).toEqual([0, 2, 4, 1, 3, 5]);
});

test('acquisitions whose places are all their own are one stack', () => {
  const images = [
    at([0, 0, 0], axial, 1, 1),
    at([0, 0, 5], axial, 2, 1),
    at([0, 0, 2.5], axial, 3, 2),
    at([0, 0, 7.5], axial, 4, 2),
  ];
  expect(orderOfStack(images)).toEqual([0, 2, 1, 3]);
});

test.each([
  ['weightings at one place that nothing tells apart', heights(0, 0, 5, 5)],
  ['one place over time', [at([0, 0, 0], axial, 1, 1), at([0, 0, 0], axial, 2, 2)]],
  ['images that cross each other', [at([0, 0, 9]), at([0, 0, 0], coronal), at([0, 0, 5])]],
  [
    'an image without a place',
    [at([0, 0, 9]), { geometry: null, timePoint: null, number: 2 }, at([0, 0, 1])],
  ],
  ['directions that are none', [at([0, 0, 9], [0, 0, 0, 0, 0, 0]), at([0, 0, 1], [0, 0, 0, 0, 0, 0])]],
  ['nothing', []],
])('%s stay as they are numbered', (_, images) => {
  expect(orderOfStack(images)).toEqual(images.map((_image, index) => index));
});

test('turned by less than a degree is one stack, a mirrored image is none of it', () => {
  const turned = [1, 0.005, 0, -0.005, 1, 0];
  expect(orderedBy([at([0, 0, 9]), at([0, 0, 12], turned), at([0, 0, 10])], 2)).toEqual([12, 10, 9]);
  expect(orderOfStack([at([0, 0, 9]), at([0, 0, 12], [-1, 0, 0, 0, 1, 0])])).toEqual([0, 1]);
});
