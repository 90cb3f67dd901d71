import { expect, test } from 'vitest';
import { unitOf } from './durationUnits.ts';

test('a time is shown in the longest unit that keeps it a whole number', () => {
  expect([86_400, 172_800, 90_000, 5400, 90, 0.5].map((seconds) => unitOf(seconds))).toEqual([
    86_400, 86_400, 3600, 60, 1, 1,
  ]);
});

test('no time at all begins with minutes', () => {
  expect([unitOf(''), unitOf(0)]).toEqual([60, 60]);
});
