import { expect, test } from 'vitest';
import { quarantinedHeaderSchema } from '../../../contract/index.ts';
import { whatItIs } from './whatItIs.ts';

const header = quarantinedHeaderSchema.parse({});

test.each([
  [{ PatientName: 'Lovelace^Ada', PatientID: '7' }, '/a/b.dcm', 'Lovelace, Ada'],
  [{ PatientName: '^^', PatientID: '7' }, null, '7'],
  [{ SOPInstanceUID: '1.2.3' }, '/a/b.dcm', 'b.dcm'],
  [{}, String.raw`C:\scans\b.dcm`, 'b.dcm'],
  [{}, '/a/scans.zip » inner/', 'inner'],
  [{ SOPInstanceUID: '1.2.3' }, null, '1.2.3'],
  [{}, null, 'Nothing could be read'],
])('%j at %s is called %s', (given, path, name) => {
  expect(whatItIs({ header: { ...header, ...given }, path })).toBe(name);
});
