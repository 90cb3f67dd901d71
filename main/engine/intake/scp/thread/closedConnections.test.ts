import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClosedConnections } from './closedConnections.ts';

let told: [string, number][];
beforeEach(() => {
  told = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());
const create = () => createClosedConnections((address, count) => void told.push([address, count]));

it('tells of the first at once, and of all others once in a second', () => {
  const closed = create();
  for (let index = 0; index < 1000; index += 1) closed.add('10.0.0.1');
  expect(told).toEqual([['10.0.0.1', 1]]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([
    ['10.0.0.1', 1],
    ['10.0.0.1', 999],
  ]);
  vi.advanceTimersByTime(60_000);
  closed.add('10.0.0.1');
  expect(told).toHaveLength(3);
});

it('tells of few addresses, however many there are, and of every connection', () => {
  const closed = create();
  for (let index = 0; index < 5000; index += 1) closed.add(`10.0.${index >> 8}.${index & 255}`);
  closed.close();
  expect(told.length).toBeLessThan(25);
  expect(told.reduce((sum, [, count]) => sum + count, 0)).toBe(5000);
});
