import { describe, expect, it } from 'vitest';
import { parseSeriesExpression } from '../../../../contract/index.ts';
import { describeUnfulfilled } from './index.ts';
import type { ArrivedSeries } from './index.ts';

function series(given: Partial<ArrivedSeries>): ArrivedSeries {
  const texts = { SeriesNumber: '1', BodyPartExamined: '', SeriesInstanceUID: '1.2', AccessionNumber: '' };
  const study = { StudyDescription: 'CT chest', StudyDate: '20240101', StudyInstanceUID: '1' };
  return { Modality: 'CT', SeriesDescription: 'Thin 1.0', ...texts, ...study, instances: 100, ...given };
}
const arrived = [
  series({}),
  series({ SeriesDescription: 'THICK', instances: 20 }),
  series({ Modality: 'SEG ', SeriesDescription: 'lungs', instances: 1 }),
];
const lacks = (source: string) => describeUnfulfilled(parseSeriesExpression(source), arrived);

describe('what series fulfil', () => {
  it.each([
    'count() == 3',
    'count(Modality == "ct") == 2',
    'count(Modality == "SEG") >= 1',
    'count(SeriesDescription ~ "thin") == 1',
    'count(SeriesDescription !~ "thin") == 2',
    'count(Modality != "CT") < 2',
    'instances(Modality == "CT") == 120',
    'count(Modality == "CT" and instances >= 50) == 1',
    'count(not (Modality == "CT" or Modality == "SEG")) <= 0',
    'count(Modality == "MR") > 0 or count(StudyDescription ~ "chest") > 2',
    'not count(Modality == "MR") > 0',
  ])('%s', (source) => {
    expect(lacks(source)).toEqual([]);
  });

  it('asks for a part of the text only where ~ says so', () => {
    expect(lacks('count(SeriesDescription == "Thin") >= 1')).toHaveLength(1);
  });

  it('tells each part that is missing, with how far it is, and not those that are there', () => {
    expect(
      lacks(
        'count(Modality == "CT") >= 1 and count(Modality == "MR") >= 2 and instances(SeriesDescription ~ "a \\"b") > 5',
      ),
    ).toEqual([
      'Required is count(Modality == "MR") >= 2; so far it is 0.',
      'Required is instances(SeriesDescription ~ "a \\"b") > 5; so far it is 0.',
    ]);
    expect(lacks('not (count() > 1 and count(Modality == "CT" and instances > 1) > 0)')).toEqual([
      'Required is not (count() > 1 and count(Modality == "CT" and instances > 1) > 0).',
    ]);
  });

  it('fulfils nothing but counts of zero while nothing has arrived', () => {
    expect(describeUnfulfilled(parseSeriesExpression('count(Modality == "CT") >= 1'), [])).toHaveLength(1);
    expect(describeUnfulfilled(parseSeriesExpression('instances() == 0'), [])).toEqual([]);
  });
});
