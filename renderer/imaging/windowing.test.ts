import { expect, test } from 'vitest';
import { autoWindow, rangeOf, windowOf } from './windowing.ts';

test('a window is shown again as it was set, not one grey value narrower', () => {
  for (const window of [
    { center: 40, width: 400 },
    { center: -4, width: 2040 },
    { center: 0.5, width: 1 },
  ])
    expect(windowOf(rangeOf(window))).toEqual(window);
});

test('single extreme values do not darken a picture', () => {
  const values = Array.from({ length: 1000 }, (_, at) => (at === 0 ? -30_000 : at === 999 ? 30_000 : at));
  const { lower, upper } = rangeOf(autoWindow(values, 1, 0));
  expect([lower >= 0, upper <= 1000]).toEqual([true, true]);
});

test('a picture of one value, of none and of no numbers still has a window', () => {
  for (const values of [[7, 7, 7], [], [Number.NaN]])
    expect(autoWindow(values, 1, 0).width).toBeGreaterThanOrEqual(1);
});

test('values are taken as the modality means them, also with a falling slope', () => {
  const { center } = autoWindow([0, 100], -1, -1000);
  expect(center).toBeCloseTo(-1049.5, 0);
});
