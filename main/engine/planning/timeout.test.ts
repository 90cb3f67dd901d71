import { describe, expect, it } from 'vitest';
import { parsePriority } from './priority.ts';
import { parseTimeout } from './timeout.ts';

describe('a timeout', () => {
  it.each([
    ['90', 90],
    [90, 90],
    [0.5, 0.5],
    ['30s', 30],
    ['30m', 1800],
    ['1h', 3600],
    ['1d', 86_400],
    ['1h', 3600],
    ['2h30m', 9000],
    ['2H 30M', 9000],
    [' 1d ', 86_400],
    ['1w', 604_800],
    ['1.5h', 5400],
    [null, 3600],
    [undefined, 3600],
  ])('of %j is taken as %d seconds', (value, seconds) => {
    expect(parseTimeout(value)).toBe(seconds * 1000);
  });

  it.each(['', 'soon', '1y', 'h', '-1', '1h-', -1, 0, Number.POSITIVE_INFINITY, Number.NaN, 1e300, '0m'])(
    'of %j is not guessed at',
    (value) => {
      expect(parseTimeout(value)).toBeNull();
    },
  );
});

describe('a priority', () => {
  it('orders the words as the original served its queues', () => {
    const [first, second, third] = ['default', 'medium', 'low'].map(
      (word) => parsePriority(word) ?? Number.NaN,
    );
    expect(first).toBeGreaterThan(second!);
    expect(second).toBeGreaterThan(third!);
  });

  it.each([
    [5, 5],
    ['5', 5],
    ['-2.5', -2.5],
    ['', 0],
    [' LOW ', -20],
  ])('of %j is %d', (value, expected) => {
    expect(parsePriority(value)).toBe(expected);
  });

  it.each(['urgent', 'constructor', '1e5x', Number.NaN])('of %j is not guessed at', (value) => {
    expect(parsePriority(value)).toBeNull();
  });
});
