import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCoalescer } from './coalescer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function gather() {
  const flushes: string[][] = [];
  const coalescer = createCoalescer<string>({
    identify: (item) => item,
    flush: (items) => flushes.push(items),
  });
  return { coalescer, flushes };
}

test('a burst is handed on once, each item once, a moment after it began', () => {
  const { coalescer, flushes } = gather();
  coalescer.add(['a', 'b']);
  vi.advanceTimersByTime(6);
  coalescer.add(['a']);
  vi.advanceTimersByTime(3);
  expect(flushes).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(flushes).toEqual([['a', 'b']]);
});

test('a stream that never pauses is handed on at intervals: nothing waits long, and nobody is kept busy', () => {
  const { coalescer, flushes } = gather();
  for (let passed = 0; passed < 1000; passed += 10) {
    coalescer.add([String(passed)]);
    vi.advanceTimersByTime(10);
  }
  expect(flushes.length).toBeGreaterThanOrEqual(20);
  expect(flushes.length).toBeLessThanOrEqual(26);
});

test('a clock that is set back holds nothing up', () => {
  const { coalescer, flushes } = gather();
  coalescer.add(['a']);
  vi.advanceTimersByTime(100);
  vi.setSystemTime(Date.now() - 3_600_000);
  coalescer.add(['b']);
  vi.advanceTimersByTime(100);
  expect(flushes).toEqual([['a'], ['b']]);
});

test('what was gathered is forgotten at the end, and nothing keeps the timer alive', () => {
  const { coalescer, flushes } = gather();
  coalescer.add(['a']);
  coalescer.stop();
  vi.advanceTimersByTime(1000);
  expect(flushes).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('adding nothing starts nothing', () => {
  const { coalescer } = gather();
  coalescer.add([]);
  expect(vi.getTimerCount()).toBe(0);
});
