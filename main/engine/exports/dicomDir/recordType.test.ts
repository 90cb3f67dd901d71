import { expect, test } from 'vitest';
import { recordTypeOf } from './recordType.ts';

/** SOP classes (PS3.6, table A-1) without their common beginning, and their records (PS3.3, table F.4-1). */
test.each([
  ['2', 'IMAGE'],
  ['7', 'IMAGE'],
  ['77.1.5.1', 'IMAGE'],
  ['481.1', 'IMAGE'],
  ['481.2', 'RT DOSE'],
  ['481.3', 'RT STRUCTURE SET'],
  ['481.4', 'RT TREAT RECORD'],
  ['481.5', 'RT PLAN'],
  ['481.6', 'RT TREAT RECORD'],
  ['481.7', 'RT TREAT RECORD'],
  ['481.8', 'RT PLAN'],
  ['481.9', 'RT TREAT RECORD'],
  ['66', 'RAW DATA'],
  ['66.1', 'REGISTRATION'],
  ['66.2', 'FIDUCIAL'],
  ['66.3', 'REGISTRATION'],
  ['66.4', 'IMAGE'],
  ['66.5', 'SURFACE'],
  ['66.6', 'TRACT'],
  ['67', 'VALUE MAP'],
  ['68.1', 'SURFACE SCAN'],
  ['77.1.5.3', 'STEREOMETRIC'],
  ['78.1', 'MEASUREMENT'],
  ['78.6', 'SR DOCUMENT'],
  ['78.7', 'MEASUREMENT'],
  ['79.1', 'SR DOCUMENT'],
  ['78.8', 'MEASUREMENT'],
  ['88.33', 'SR DOCUMENT'],
  ['88.59', 'KEY OBJECT DOC'],
  ['11.1', 'PRESENTATION'],
  ['104.1', 'ENCAP DOC'],
  ['4.2', 'SPECTROSCOPY'],
])('%s is a record %s', (end, type) => {
  expect(recordTypeOf(`1.2.840.10008.5.1.4.1.1.${end}`)).toBe(type);
});
