import { expect, test } from 'vitest';
import { countsInWords } from './countsInWords.ts';

const none = { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 };

test('only what there is some of is told, in a fixed order', () => {
  expect(countsInWords({ ...none, refused: 2, new: 1234, bytes: 9 })).toBe('1,234 new · 2 refused');
});

test('bytes alone are no count of instances', () => {
  expect(countsInWords({ ...none, bytes: 9 })).toBe('');
});
