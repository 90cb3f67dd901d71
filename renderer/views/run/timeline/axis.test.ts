import { expect, test } from 'vitest';
import { ticksOf } from './axis.ts';

const at = (clock: string) => new Date(`2026-05-05T${clock}`).getTime();

test.each([
  ['10:00:00.000', '10:00:03.000', /^10:00:0\d\.\d$/],
  ['10:00:01.500', '10:04:00.000', /^10:0\d:\d0$/],
  ['10:07:00', '11:53:00', /^1[01]:\d\d$/],
  ['00:00:00', '23:59:00', /^\d\d:00$/],
])('marks from %s to %s stand at round times, in order, inside, and are told as %s', (from, to, label) => {
  const ticks = ticksOf(at(from), at(to), 6);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(13);
  for (const tick of ticks) {
    expect(tick.percent).toBeGreaterThanOrEqual(0);
    expect(tick.percent).toBeLessThanOrEqual(96);
    expect(tick.label).toMatch(label);
  }
  expect(ticks.map((tick) => tick.percent)).toEqual(
    ticks.map((tick) => tick.percent).toSorted((one, other) => one - other),
  );
});

test('a run that has only just begun has no marks, and no endless list of them', () => {
  expect(ticksOf(1000, 1000, 6)).toEqual([]);
  expect(ticksOf(1000, 900, 6)).toEqual([]);
});
