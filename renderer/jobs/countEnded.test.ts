import { expect, test } from 'vitest';
import { jobRunStateSchema } from '../../contract/index.ts';
import { countEnded } from './countEnded.ts';
import { jobRunStates } from './jobRunStates.ts';

test('a skipped, cancelled or timed out job counts as ended, a waiting one does not', () => {
  const counts = {
    succeeded: 2,
    skipped: 1,
    cancelled: 1,
    'timed-out': 1,
    waiting: 3,
    queued: 1,
    running: 1,
  };
  expect(countEnded(counts)).toEqual({ ended: 5, total: 10 });
});

test('no state of the contract is missing from the bar', () => {
  expect([...jobRunStates].toSorted()).toEqual([...jobRunStateSchema.options].toSorted());
});
