import { expect, test } from 'vitest';
import type { FilterReport } from '../../contract/index.ts';
import { sumReports } from './sumReports.ts';

const report = (changes: Partial<FilterReport>): FilterReport => ({
  instanceCount: 10,
  passedInstanceCount: 4,
  seriesCount: 2,
  passedSeriesCount: 1,
  rules: [],
  series: [],
  ...changes,
});

test('the rules of several studies are added up, in the order in which they are asked', () => {
  const sum = sumReports([
    report({ rules: [{ rule: 'modalities', instances: 6, series: 1 }] }),
    report({
      rules: [
        { rule: 'geometry', instances: 2, series: 2 },
        { rule: 'modalities', instances: 4, series: 1 },
      ],
    }),
  ]);
  expect(sum).toEqual({
    instanceCount: 20,
    passedInstanceCount: 8,
    seriesCount: 4,
    passedSeriesCount: 2,
    rules: [
      { rule: 'geometry', instances: 2, series: 2 },
      { rule: 'modalities', instances: 10, series: 2 },
    ],
  });
});

test('no study at all is nothing, not an error', () => {
  expect(sumReports([])).toMatchObject({ instanceCount: 0, passedInstanceCount: 0, rules: [] });
});
