import { expect, test } from 'vitest';
import { queryKeysSchema } from '../../../contract/index.ts';
import { emptyQuery, keysOf } from './queryValues.ts';

test('an empty form asks for everything', () => {
  expect(queryKeysSchema.parse(keysOf(emptyQuery))).toEqual(queryKeysSchema.parse({}));
});

test('a name is asked for as DICOM writes it, from its beginning unless it has wildcards of its own', () => {
  const name = (PatientName: string) => keysOf({ ...emptyQuery, PatientName }).PatientName;
  expect(name(' Phantom, Demo ')).toBe('Phantom^Demo*');
  expect(name('Phantom,')).toBe('Phantom*');
  expect(name('*antom')).toBe('*antom');
});

test('one day, an open range and a closed one are all ranges that the engine takes', () => {
  const date = (from: string, to: string) =>
    queryKeysSchema.parse(keysOf({ ...emptyQuery, from, to })).StudyDate;
  expect(date('2024-03-11', '2024-03-11')).toBe('20240311');
  expect(date('2024-03-11', '')).toBe('20240311-');
  expect(date('', '2024-03-11')).toBe('-20240311');
  expect(date('2024-03-01', '2024-03-11')).toBe('20240301-20240311');
  expect(date('2024-03-11', '2024-03-01')).toBe('20240301-20240311');
});

test('a modality is found in whatever case it is typed', () => {
  expect(keysOf({ ...emptyQuery, Modality: ' ct ' }).Modality).toBe('CT');
});
