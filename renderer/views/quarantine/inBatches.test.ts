import { expect, test } from 'vitest';
import { inBatches } from './inBatches.ts';

test('no id is lost or asked for twice where one request cannot hold them all', () => {
  const ids = Array.from({ length: 2001 }, (_, at) => String(at));
  const batches = inBatches(ids);
  expect(batches.map(({ length }) => length)).toEqual([1000, 1000, 1]);
  expect(batches.flat()).toEqual(ids);
});

test('nothing chosen asks for nothing', () => {
  expect(inBatches([])).toEqual([]);
});
