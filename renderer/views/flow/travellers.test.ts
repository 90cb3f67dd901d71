import { expect, test } from 'vitest';
import { travellersOn } from './travellers.ts';

const ways = [
  { from: 'door scp', to: 'archive' },
  { from: 'completeness', to: 'job a' },
  { from: 'job a', to: 'job b' },
  { from: 'job a', to: 'results' },
];
const passed = (numbers: Record<string, [number, number]>) =>
  new Map(Object.entries(numbers).map(([id, [came, left]]) => [id, { came, left }]));

test('what leaves one station and comes to the next travels between them, and no more than three at once', () => {
  const before = passed({ 'door scp': [0, 10], completeness: [0, 0], 'job a': [0, 0], 'job b': [0, 0] });
  const now = passed({ 'door scp': [0, 90], completeness: [0, 2], 'job a': [2, 1], 'job b': [1, 0] });
  expect([...travellersOn(ways, before, now)]).toEqual([
    ['door scp > archive', 3],
    ['completeness > job a', 2],
    ['job a > job b', 1],
    ['job a > results', 1],
  ]);
});

test('nothing travels at the first reading, nor backwards when a day begins or a job is requeued', () => {
  const now = passed({ 'door scp': [0, 9], 'job a': [3, 3], completeness: [0, 5] });
  expect(travellersOn(ways, new Map(), now).size).toBe(0);
  expect(
    travellersOn(ways, now, passed({ 'door scp': [0, 9], 'job a': [0, 0], completeness: [0, 0] })).size,
  ).toBe(0);
});
