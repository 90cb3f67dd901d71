import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { guarded } from './guard.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hour = 3_600_000;

test('a host has its own limit and some time more, also beyond the longest timer', () => {
  for (const limit of [0, 300, hour, 40 * 24 * hour]) {
    const onStuck = vi.fn<() => void>();
    guarded(limit, onStuck);
    vi.advanceTimersByTime(limit + 5999);
    expect(onStuck).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onStuck).toHaveBeenCalledTimes(1);
  }
});

test('an hour in which the machine slept takes nothing from the limit of a job', () => {
  const onStuck = vi.fn<() => void>();
  guarded(hour, onStuck);
  vi.advanceTimersByTime(hour / 2);
  // Where clocks go on meanwhile, as on Windows, the timer that waits is due as soon as the machine goes on.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + hour);
  vi.runOnlyPendingTimers();
  clock.mockRestore();
  vi.advanceTimersByTime(hour / 2);
  expect(onStuck).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000 + 6000);
  expect(onStuck).toHaveBeenCalledTimes(1);
});

test('what was called off is not told of', () => {
  const onStuck = vi.fn<() => void>();
  guarded(100_000, onStuck)();
  vi.advanceTimersByTime(hour);
  expect(onStuck).not.toHaveBeenCalled();
});
