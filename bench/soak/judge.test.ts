import { expect, it } from 'vitest';
import { growth } from './judge.ts';

it.each([
  ['a figure that rises with every minute', [100, 110, 120, 130, 140, 150, 160], 40],
  ['one that is full after the first minute', [100, 230, 231, 230, 232, 229, 231], -0.5],
  ['one peak at the end', [100, 230, 230, 230, 230, 230, 230, 230, 230, 900], 0],
])('%s is told for what it is', (_what, values, expected) => {
  expect(growth(values)).toBe(expected);
});
