import type { KeptMeasurement } from '../../contract/index.ts';

/** A length of 12.5 mm on the first image of a series. */
export const exampleMeasurement: KeptMeasurement = {
  id: 'one',
  series: 's',
  SeriesInstanceUID: '1.2',
  SOPInstanceUID: '1.2.3',
  InstanceNumber: 1,
  frame: null,
  frameOfReference: '',
  kind: 'length',
  points: [],
  normal: [0, 0, 1],
  figures: [{ name: 'length', value: 12.5, unit: 'mm' }],
  changedAt: 0,
};
