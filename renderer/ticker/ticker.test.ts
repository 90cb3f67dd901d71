import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTicker } from './ticker.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 10_400 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('all who watch see the same moment, and one timer serves them', () => {
  const ticker = createTicker(1000);
  const seen: number[] = [];
  ticker.subscribe(() => seen.push(ticker.now()));
  ticker.subscribe(() => seen.push(ticker.now()));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(seen).toEqual([11_000, 11_000]);
});

test('it stands still while nobody watches, and is right at once when somebody does again', () => {
  const ticker = createTicker(1000);
  ticker.subscribe(() => undefined)();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(99_900);
  expect(ticker.now()).toBe(99_000);
});
