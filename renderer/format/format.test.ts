import { expect, test } from 'vitest';
import {
  firstLetter,
  formatAgo,
  formatBytes,
  formatBytesPerSecond,
  formatDicomDate,
  formatDicomTime,
  formatDuration,
  formatPerSecond,
  formatPersonName,
  formatWholeSeconds,
  shortened,
} from './index.ts';

test.each([
  [0, '0 s'],
  [42.4, '42 ms'],
  [999.9, '1.0 s'],
  [1430, '1.4 s'],
  [9960, '10 s'],
  [12_999, '12 s'],
  [60_000, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_800_000, '2 h 10 min'],
  [100_800_000, '1 d 4 h'],
  [-5, '0 s'],
])('%i ms last %s', (ms, shown) => {
  expect(formatDuration(ms)).toBe(shown);
});

test('a ticking clock shows no fractions', () => {
  expect(formatWholeSeconds(1999)).toBe('1 s');
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_940, '9.9 kB'],
  [9_960, '10 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [525_000_000, '525 MB'],
  [2e15, '2000 TB'],
])('%i bytes are %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});

test.each([
  ['Lovelace^Ada', 'Lovelace, Ada'],
  ['Lovelace^Ada^King^Dr.^PhD', 'Lovelace, Dr. Ada King (PhD)'],
  ['Lovelace', 'Lovelace'],
  ['^Ada', 'Ada'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou'],
  ['=山田^太郎', '山田, 太郎'],
  ['^^^^', ''],
  ['', ''],
])('the name %s reads %s', (value, shown) => {
  expect(formatPersonName(value)).toBe(shown);
});

test.each([
  ['20260318', '2026-03-18'],
  ['2026.03.18', '2026-03-18'],
  ['', ''],
  ['2026', '2026'],
  ['around easter', 'around easter'],
])('the date %s reads %s', (value, shown) => {
  expect(formatDicomDate(value)).toBe(shown);
});

test.each([
  ['101512.123', '10:15'],
  ['1015', '10:15'],
  ['10', '10'],
])('the time %s reads %s', (value, shown) => {
  expect(formatDicomTime(value)).toBe(shown);
});

test('an age is told in its largest whole unit, and as a date once it is old', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  expect(formatAgo(now - 20_000, now)).toBe('just now');
  expect(formatAgo(now - 119_000, now)).toBe('1 minute ago');
  expect(formatAgo(now - 3 * 3_600_000, now)).toBe('3 hours ago');
  expect(formatAgo(now - 8 * 86_400_000, now)).toMatch(/14 Nov 2026/);
  // A clock that was set back must not promise the future.
  expect(formatAgo(now + 90_000, now)).toBe('just now');
});

test('a text of megabytes is cut, and says so', () => {
  expect(shortened('x'.repeat(5), 5)).toBe('xxxxx');
  expect(shortened('x'.repeat(1005), 5)).toBe('xxxxx… (1,000 characters more)');
});

test('the first letter of a name may be more than one code point', () => {
  expect(firstLetter('brain')).toBe('B');
  expect(firstLetter('👩‍⚕️ ward')).toBe('👩‍⚕️');
  expect(firstLetter('  é')).toBe('É');
  expect(firstLetter('')).toBe('');
});

test.each([
  [0, '0/s'],
  [0.04, '0/s'],
  [0.1, '0.1/s'],
  [9.96, '10/s'],
  [1234.4, '1,234/s'],
])('a rate of %d reads %s', (rate, shown) => {
  expect(formatPerSecond(rate)).toBe(shown);
});

test('a mean of bytes has no fractions of a byte', () => {
  expect(formatBytesPerSecond(52.5)).toBe('53 B/s');
  expect(formatBytesPerSecond(6_400_000.7)).toBe('6.4 MB/s');
});
