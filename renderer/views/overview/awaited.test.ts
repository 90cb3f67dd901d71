import { expect, test } from 'vitest';
import { arrivalSchema } from '../../../contract/index.ts';
import { awaited } from './awaited.ts';

const arrival = arrivalSchema.parse({
  id: 'a',
  level: 'study',
  key: 'k',
  PatientID: 'P',
  PatientName: 'N',
  state: 'collecting',
  studyCount: 1,
  seriesCount: 1,
  instanceCount: 3,
  version: 1,
  senders: [],
  firstInstanceAt: 1000,
  lastInstanceAt: 4000,
  dueAt: 34_000,
  heldUntil: null,
  maximumAt: 100_000,
  missing: [],
  putAside: null,
  warnings: [],
  problem: null,
});
const missing = [{ code: 'expected-instances' as const, message: '3 of 5' }];

test('counts down the quiet time from the last image', () => {
  expect(awaited(arrival, 'process')).toEqual({ outcome: 'complete', at: 34_000, since: 4000 });
});

test('an arrival whose maximum wait ends before its quiet time is not said to wait longer than it will', () => {
  expect(awaited({ ...arrival, maximumAt: 20_000 }, 'process')).toMatchObject({ at: 20_000, since: 1000 });
  // Waiting goes on, so that is not when it ends.
  expect(awaited({ ...arrival, maximumAt: 20_000 }, 'keep-waiting')).toMatchObject({ at: 34_000 });
});

test('quiet time completes nothing that lacks something: the maximum wait and its action are counted down', () => {
  expect(awaited({ ...arrival, missing }, 'process')).toEqual({
    outcome: 'process-incomplete',
    at: 100_000,
    since: 1000,
  });
  expect(awaited({ ...arrival, missing }, 'put-aside').outcome).toBe('put-aside');
});

test('where no time ends the wait, none is counted down', () => {
  expect(awaited({ ...arrival, missing }, 'keep-waiting').at).toBeNull();
  expect(awaited({ ...arrival, missing, maximumAt: null }, 'process')).toMatchObject({
    outcome: 'wait',
    at: null,
  });
});
