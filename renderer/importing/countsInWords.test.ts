import { expect, test } from 'vitest';
import { importOutcomeSchema } from '../../contract/index.ts';
import { countsInWords, outcomes } from './countsInWords.ts';
import { taskShare } from './taskShare.ts';

const none = {
  new: 0,
  'already-there': 0,
  'not-dicom': 0,
  dicomdir: 0,
  damaged: 0,
  conflicting: 0,
  refused: 0,
};

test('only what happened is told', () => {
  expect(countsInWords({ ...none, new: 1190, damaged: 1 })).toBe('1,190 new, 1 damaged');
  expect(countsInWords({ ...none, 'not-dicom': 2 })).toBe('2 not DICOM');
  expect(countsInWords(none)).toBe('Nothing new');
});

test('no outcome of the contract is missing from the list', () => {
  expect([...outcomes].toSorted()).toEqual([...importOutcomeSchema.options].toSorted());
});

test('an import of nothing is done, one whose files are still being found is not measured', () => {
  expect(taskShare({ done: 0, total: 0 })).toBe(1);
  expect(taskShare({ done: 10, total: null })).toBeNull();
  expect(taskShare({ done: 1, total: 4 })).toBe(0.25);
});
