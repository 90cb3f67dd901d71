import { expect, test } from 'vitest';
import { filterOptionsSchema } from '../../../contract/index.ts';
import { filterProblems, filtersOf, standardFilters } from './filterValues.ts';

test('opening the rules and saving them unchanged changes nothing', () => {
  const stored = filterOptionsSchema.parse({ enabled: true, modalities: ['PT'], minimumInstances: 7 });
  expect(filtersOf(stored)).toEqual(stored);
});

test('an emptied number is no rule, not a number that cannot be stored', () => {
  expect(filtersOf({ ...standardFilters(true), minimumInstances: '' }).minimumInstances).toBe(0);
});

test('a word that is no DICOM keyword is told at its list, not at its place in the list', () => {
  const problems = filterProblems({
    ...standardFilters(true),
    requiredTags: ['InstanceNumber', 'no keyword'],
  });
  expect(Object.keys(problems)).toEqual(['requiredTags']);
  expect(problems['requiredTags']).toMatch(/^Must be a DICOM keyword/);
});

test('the standard rules do not switch the filters', () => {
  expect(standardFilters(false).enabled).toBe(false);
  expect(standardFilters(true).enabled).toBe(true);
});
