import { expect, test } from 'vitest';
import { applicationOf } from './applicationOf.ts';

test.each([
  ['/a/demo/runs/7', 'demo'],
  ['/a/demo', 'demo'],
  ['/help', null],
  ['/', null],
  // Written by hand: no crash of the whole window.
  ['/a/%', '%'],
])('%s is in the application %s', (location, application) => {
  expect(applicationOf(location)).toBe(application);
});
