import { expect, it } from 'vitest';
import { noneRequeued } from '../../contract/index.ts';
import { addRequeued, refusalIn, unnamedIn } from './requeued.ts';

const some = (requeued: number, runs: number, ...runIds: string[]) => ({
  ...noneRequeued,
  requeued,
  runs,
  runIds,
});

it('a run that two requests were about is one run', () => {
  const sum = addRequeued(some(500, 2, 'a', 'b'), some(3, 2, 'b', 'c'));
  expect(sum).toMatchObject({ requeued: 503, runs: 3, runIds: ['a', 'b', 'c'] });
  expect(unnamedIn(sum)).toBeNull();
});

it('runs that the engine does not name are counted, and are not taken for good', () => {
  const sum = [some(9, 5, 'a', 'b'), some(2, 2, 'b', 'c')].reduce(addRequeued, noneRequeued);
  expect(sum).toMatchObject({ runs: 6, runIds: ['a', 'b', 'c'] });
  expect(unnamedIn(sum)).toMatchObject({
    code: 'incomplete',
    message: 'Only 3 of 6 runs were looked at.',
    advice: expect.stringContaining('list runs --state failed'),
  });
  expect(refusalIn(sum)).toBeNull();
});
