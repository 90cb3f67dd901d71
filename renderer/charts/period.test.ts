import { expect, onTestFinished, test } from 'vitest';
import { dayOf, daysAfter, daysBetween, isDay } from '../format/index.ts';
import { nameOf, periodBeside, periodOf, readPeriod } from './period.ts';

const usual = { from: '2026-05-05', to: '2026-05-05' };

test.each(['Europe/Berlin', 'America/Santiago', 'Pacific/Auckland'])(
  'days follow each other in %s also where the clock changes',
  (zone) => {
    const before = process.env['TZ'];
    onTestFinished(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    process.env['TZ'] = zone;
    let day = '2026-01-01';
    for (let count = 0; count < 365; count += 1) {
      const next = daysAfter(day, 1);
      expect(daysBetween(day, next)).toBe(1);
      day = next;
    }
    expect(day).toBe('2027-01-01');
    expect(dayOf(new Date(2026, 4, 5, 23, 59, 59).getTime())).toBe('2026-05-05');
  },
);

test.each([
  ['today', '2026-05-05', '2026-05-05'],
  ['yesterday', '2026-05-04', '2026-05-04'],
  ['week', '2026-04-29', '2026-05-05'],
  ['month', '2026-04-08', '2026-05-05'],
] as const)('%s is from %s to %s, and is called so again', (name, from, to) => {
  expect(periodOf(name, '2026-05-05')).toEqual({ from, to });
  expect(nameOf({ from, to }, '2026-05-05')).toBe(name);
  expect(nameOf({ from, to }, '2026-05-06')).toBe(name === 'today' ? 'yesterday' : 'other');
});

test.each([
  ['2026-05-01', '2026-05-03', { from: '2026-05-01', to: '2026-05-03' }],
  ['2026-05-03', '2026-05-01', usual],
  ['2026-02-31', '2026-05-01', usual],
  ['2026-5-1', '2026-05-01', usual],
  [null, '2026-05-01', usual],
  ['yesterday', 'today', usual],
])('an address that says from %s to %s is read as it can be', (from, to, period) => {
  expect(readPeriod(from, to, usual)).toEqual(period);
});

test('the period beside one is as long, and the next of the one before is itself', () => {
  const period = { from: '2026-03-25', to: '2026-03-31' };
  expect(periodBeside(period, -1)).toEqual({ from: '2026-03-18', to: '2026-03-24' });
  expect(periodBeside(periodBeside(period, -1), 1)).toEqual(period);
});

test('days that there are not are none', () => {
  expect(['2026-02-29', '2024-02-29', '2026-13-01', '', '2026-05-05x'].map(isDay)).toEqual([
    false,
    true,
    false,
    false,
    false,
  ]);
});
