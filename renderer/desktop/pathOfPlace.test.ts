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

test('a link to images leads to the viewer, at a series or one of its images', () => {
  const view = { application: 'a1', what: 'view', id: 's1' } as const;
  expect(pathOfPlace(view)).toBe('/a/a1/view/s1');
  expect(pathOfPlace({ ...view, series: 'q1' })).toBe('/a/a1/view/s1/q1');
  expect(pathOfPlace({ ...view, series: 'q1', instance: '1.2.3' })).toBe('/a/a1/view/s1/q1/1.2.3');
});

test('a link to the log of a job leads to its log', () => {
  expect(pathOfPlace({ application: 'a1', what: 'job', id: 'j1', tab: 'log' })).toBe('/job/j1/log');
});
