import { expect, test } from 'vitest';
import { guardProblems } from './guardProblems.ts';

const guard = { warnPercent: 10, warnBytes: 10, refusePercent: 1, refuseBytes: 1 };

test('a guard that would refuse before it warns is told at the limit that refuses', () => {
  expect(Object.keys(guardProblems({ ...guard, refusePercent: 20 }))).toEqual(['diskGuard.refusePercent']);
  expect(Object.keys(guardProblems({ ...guard, refuseBytes: 11 }))).toEqual(['diskGuard.refuseBytes']);
});

test('equal limits are a choice, and an emptied field is for the schema to tell', () => {
  expect(guardProblems({ ...guard, refusePercent: 10, refuseBytes: Number.NaN })).toEqual({});
});
