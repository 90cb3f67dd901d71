import { expect, test } from 'vitest';
import { tourPatient } from '../../scripts/phantom/index.ts';
import { samplePatientID } from './index.ts';

test('the sample patient is known by the PatientID that the build gives it', () => {
  expect(tourPatient().PatientID).toBe(samplePatientID);
});
