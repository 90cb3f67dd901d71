import { expect, test } from 'vitest';
import { importOutcomeSchema, importCountsSchema } from '../../contract/index.ts';
import { resultInWords } from './resultInWords.ts';

const counts = importCountsSchema.parse(
  Object.fromEntries(importOutcomeSchema.options.map((outcome) => [outcome, 0])),
);

test('what failed is not counted as sent', () => {
  expect(resultInWords({ kind: 'send', counts, done: 18, failed: 1 })).toBe('17 images sent, 1 failed');
  expect(resultInWords({ kind: 'send', counts, done: 1, failed: 0 })).toBe('1 image sent');
});

test('a retrieval tells what became of its images and what the peer did not hand over', () => {
  expect(resultInWords({ kind: 'retrieve', counts: { ...counts, new: 3 }, done: 5, failed: 2 })).toBe(
    '3 new, 2 failed',
  );
});
