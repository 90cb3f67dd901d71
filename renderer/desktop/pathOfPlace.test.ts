import { expect, test } from 'vitest';
import { pathOfPlace } from './pathOfPlace.ts';

test.each([
  ['application', null, '/a/a1'],
  ['study', 's1', '/a/a1/studies/s1'],
  ['run', 'r1', '/a/a1/runs/r1'],
  ['job', 'j1', '/job/j1'],
] as const)('a link to %s %s leads to %s', (what, id, path) => {
  expect(pathOfPlace({ application: 'a1', what, id })).toBe(path);
});
