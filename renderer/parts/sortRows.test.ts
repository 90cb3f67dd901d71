import { expect, test } from 'vitest';
import { nextSorting, sortRows } from './sortRows.ts';

const rows = [
  { name: 'CT10', count: 2 },
  { name: 'ct2', count: 10 },
  { name: 'MR', count: 2 },
];

test('numbers are sorted by size and not as words, texts as people count', () => {
  expect(sortRows(rows, ({ count }) => count, true).map(({ count }) => count)).toEqual([10, 2, 2]);
  expect(sortRows(rows, ({ name }) => name, false).map(({ name }) => name)).toEqual(['ct2', 'CT10', 'MR']);
});

test('rows that are alike do not change places when the direction does', () => {
  for (const descending of [true, false]) {
    const alike = sortRows(rows, ({ count }) => count, descending).filter(({ count }) => count === 2);
    expect(alike.map(({ name }) => name)).toEqual(['CT10', 'MR']);
  }
});

test('the first click shows the largest numbers or the first words, the next one turns it round', () => {
  expect(nextSorting(null, 'new', 5)).toEqual({ column: 'new', descending: true });
  expect(nextSorting(null, 'sender', 'CT')).toEqual({ column: 'sender', descending: false });
  expect(nextSorting({ column: 'new', descending: true }, 'new', 5)).toEqual({
    column: 'new',
    descending: false,
  });
  expect(nextSorting({ column: 'new', descending: false }, 'sender', 'CT').column).toBe('sender');
});
