import { expect, test } from 'vitest';
import type { KeptMeasurement } from '../../../contract/index.ts';
import { measurementInWords } from './measurementInWords.ts';
import { measurementsAsCsv, measurementsAsJson } from './measurementFiles.ts';

const study = { PatientID: '=1+1', StudyDate: '20240311', StudyInstanceUID: '1.2' };
const ellipse: KeptMeasurement = {
  id: '8d8ac610-566d-4ef0-9c22-186b2a5ed793',
  series: 's1',
  SeriesInstanceUID: '1.2.1',
  SOPInstanceUID: '1.2.1.1',
  InstanceNumber: 4,
  frame: null,
  frameOfReference: '1.2.9',
  kind: 'ellipse',
  points: [
    [1, 2.5, -3],
    [4, 5, 6],
  ],
  normal: [0, 0, 1],
  figures: [
    { name: 'area', value: 120.25, unit: 'mm²' },
    { name: 'mean', value: -41.5, unit: 'HU' },
    { name: 'deviation', value: 3, unit: 'HU' },
    { name: 'maximum', value: 9, unit: 'HU' },
  ],
  changedAt: 0,
};

test('a measurement says what it measures in a line', () => {
  expect(measurementInWords(ellipse)).toBe('Region 120.3 mm², mean -41.5 HU, deviation 3.00 HU');
  expect(measurementInWords({ kind: 'angle', figures: [{ name: 'angle', value: 45.04, unit: '°' }] })).toBe(
    'Angle 45.0°',
  );
  expect(measurementInWords({ kind: 'length', figures: [] })).toBe('Length');
});

test('a table has a row for each, numbers as numbers, and nothing that a spreadsheet would run', () => {
  const [header, row, end] = measurementsAsCsv(study, [ellipse]).split('\r\n');
  const cells = Object.fromEntries(
    (header ?? '')
      .replace('\uFEFF', '')
      .split(',')
      .map((name, at) => [name, (row ?? '').split(',')[at]]),
  );
  expect(cells).toMatchObject({
    PatientID: `"'=1+1"`,
    SOPInstanceUID: '1.2.1.1',
    InstanceNumber: '4',
    frame: '',
    kind: 'ellipse',
    length: '',
    area: '120.25',
    area_unit: 'mm²',
    mean: '-41.5',
    maximum: '9',
    points: '"1 2.5 -3; 4 5 6"',
    changed_at: '1970-01-01T00:00:00.000Z',
  });
  expect(end).toBe('');
});

test('the same as JSON, without names of the archive', () => {
  const { measurements, ...of } = JSON.parse(measurementsAsJson(study, [ellipse])) as {
    measurements: Record<string, unknown>[];
  };
  expect(of).toEqual(study);
  expect(measurements[0]).toMatchObject({ points: ellipse.points, figures: ellipse.figures, frame: null });
  expect(measurements[0]).not.toHaveProperty('series');
});
