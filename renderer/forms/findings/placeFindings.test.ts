import { expect, test } from 'vitest';
import { finding } from '../../../contract/index.ts';
import { placeFindings } from './placeFindings.ts';

const fieldOf = (path: string) => /^filters\.(\w+)/.exec(path)?.[1];

test('an error about options stands at the field of the form, whatever it is called there', () => {
  const found = [
    finding('error', 'option-invalid', 'Must be a keyword.', { field: 'filters.requiredTags.1' }),
    finding('error', 'option-invalid', 'Another one.', { field: 'filters.requiredTags.2' }),
  ];
  expect(placeFindings(found, fieldOf)).toEqual({
    errors: { requiredTags: 'Must be a keyword.' },
    elsewhere: [],
  });
});

test('what belongs to no field is not lost: a person would not know why nothing can be saved', () => {
  const found = [
    finding('error', 'option-invalid', 'DICOM knows no such keyword.', { field: 'filters' }),
    finding('warning', 'option-invalid', 'Of nothing in particular.'),
  ];
  expect(placeFindings(found, fieldOf)).toEqual({ errors: {}, elsewhere: found });
});
