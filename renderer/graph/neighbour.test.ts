import { expect, test } from 'vitest';
import { neighbour } from './neighbour.ts';

/** Two columns: `a` before `b` above `c`; `d` far behind, level with `a`. */
const places = new Map([
  ['a', { x: 0, y: 50 }],
  ['b', { x: 250, y: 0 }],
  ['c', { x: 250, y: 100 }],
  ['d', { x: 900, y: 50 }],
]);

test('an arrow leads to the nearest job in its direction, not past it to one that is better in line', () => {
  expect(neighbour(places, 'a', 'ArrowRight')).toBe('b');
  expect(neighbour(places, 'b', 'ArrowDown')).toBe('c');
  expect(neighbour(places, 'c', 'ArrowUp')).toBe('b');
  expect(neighbour(places, 'd', 'ArrowLeft')).toBe('b');
});

test('at the edge of the graph, and for other keys, the focus stays', () => {
  expect(neighbour(places, 'a', 'ArrowLeft')).toBeUndefined();
  expect(neighbour(places, 'b', 'ArrowUp')).toBeUndefined();
  expect(neighbour(places, 'a', 'Enter')).toBeUndefined();
  expect(neighbour(places, 'gone', 'ArrowRight')).toBeUndefined();
});
