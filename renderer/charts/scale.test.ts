import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heightOfCounts, heightOfTimes } from './scale.ts';

test('whatever there is to count fits under the top, with a few whole marks', () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), (highest) => {
      const { most, marks } = heightOfCounts(highest);
      expect(most).toBeGreaterThanOrEqual(highest);
      expect(marks.length).toBeGreaterThanOrEqual(1);
      expect(marks.length).toBeLessThanOrEqual(5);
      for (const { value } of marks) expect(Number.isInteger(value) && value <= most).toBe(true);
    }),
  );
});

test('times have the marks of a clock, however long they are', () => {
  expect(heightOfTimes(170_000).marks.map(({ value }) => value / 60_000)).toEqual([1, 2, 3]);
  expect(heightOfTimes(45_000).marks.map(({ label }) => label)).toEqual(['20 s', '40 s', '1 min 00 s']);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (longest) => {
      const { most, marks } = heightOfTimes(longest);
      expect(most).toBeGreaterThanOrEqual(longest);
      expect(marks.length).toBeGreaterThanOrEqual(1);
      expect(marks.length).toBeLessThanOrEqual(4);
    }),
  );
});
