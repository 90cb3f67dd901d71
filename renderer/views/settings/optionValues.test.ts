import { expect, test } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { fieldOfOption, optionsOf, valuesOf } from './optionValues.ts';

const options = applicationOptionsSchema.parse({});

test('opening the settings and saving them unchanged changes nothing', () => {
  expect({ ...options, ...optionsOf(valuesOf(options)) }).toEqual(options);
  const set = applicationOptionsSchema.parse({
    python: '/usr/bin/python3',
    slots: 3,
    logLimitBytes: 123_456,
  });
  expect({ ...set, ...optionsOf(valuesOf(set)) }).toEqual(set);
});

test('an emptied field means "as the machine has it" only where that exists', () => {
  const emptied = optionsOf({ ...valuesOf(options), python: '  ', slots: '' });
  expect(emptied).toMatchObject({ python: null, slots: null });
});

test('every option that is sent has a field at which its refusal is shown', () => {
  expect(Object.keys(fieldOfOption).toSorted()).toEqual(Object.keys(optionsOf(valuesOf(options))).toSorted());
});
