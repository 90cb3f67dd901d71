import { expect, test } from 'vitest';
import { pathOfPlace } from './pathOfPlace.ts';

test.each([
  ['application', null, '/a/a1'],
  ['study', 's1', '/a/a1/studies/s1'],
  ['run', 'r1', '/a/a1/runs/r1'],
  ['job', 'j1', '/job/j1'],
  ['service', 'ct_pet', '/a/a1/services/ct_pet'],
  ['runs', null, '/a/a1/runs'],
  ['disk', null, '/a/a1/disk-space'],
] as const)('a link to %s %s leads to %s', (what, id, path) => {
  expect(pathOfPlace({ application: 'a1', what, id })).toBe(path);
});

test('a link to the log of a job leads to its log', () => {
  expect(pathOfPlace({ application: 'a1', what: 'job', id: 'j1', tab: 'log' })).toBe('/job/j1/log');
});
