import { expect, test } from 'vitest';
import type { Measurement } from '../../../contract/index.ts';
import { linesBeside } from './linesBeside.ts';

test.each<[value: number, unit: string, said: string]>([
  [1234.56, 'mm', '1,234.6 mm'],
  [45.678, 'mm', '45.7 mm'],
  [0.012_345, 'mm', '0.0123 mm'],
  [0, 'mm', '0.00 mm'],
  [3.5, 'cm US Region', '3.50 cm (ultrasound region)'],
  [3.5, 'cm/sec US Region', '3.50 cm/s (ultrasound region)'],
  [3.5, 'px', '3.50 px'],
  [3.5, '', '3.50'],
])('beside a line of %d %s stands %s', (value, unit, said) => {
  expect(linesBeside([{ name: 'length', value, unit }])).toEqual([said]);
});

test('each figure of a region has a line and a name', () => {
  const figures: Measurement['figures'] = [
    { name: 'area', value: 120.25, unit: 'mm²' },
    { name: 'mean', value: -41.5, unit: 'HU' },
    { name: 'deviation', value: 3, unit: 'raw' },
    { name: 'minimum', value: -1024, unit: 'HU' },
    { name: 'maximum', value: 9, unit: 'HU' },
  ];
  expect(linesBeside(figures)).toEqual([
    'Area: 120.3 mm²',
    'Mean: -41.5 HU',
    'Deviation: 3.00 as stored',
    'Minimum: -1,024.0 HU',
    'Maximum: 9.00 HU',
  ]);
  expect(linesBeside([{ name: 'angle', value: 45, unit: '°' }])).toEqual(['45.0°']);
  expect(linesBeside([])).toEqual([]);
});
