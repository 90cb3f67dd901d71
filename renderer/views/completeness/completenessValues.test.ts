import { expect, test } from 'vitest';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { completenessProblems, fieldOf, optionsOf, valuesOf } from './completenessValues.ts';

const options = applicationOptionsSchema.parse({});

test('opening the settings and saving them unchanged changes nothing', () => {
  expect({ ...options, ...optionsOf(valuesOf(options)) }).toEqual(options);
  const set = applicationOptionsSchema.parse({
    completeness: {
      requiredSeries: 'count() >= 1',
      maximumWaitSeconds: null,
      quietTimes: [{ sender: 'CT-*', quietSeconds: 5 }],
      lateArrivals: 'merge',
      atExpectedInstances: true,
      awaitCommitted: true,
    },
  });
  expect({ ...set, ...optionsOf(valuesOf(set)) }).toEqual(set);
});

test('an emptied longest wait is no limit, an emptied quiet time is told instead of becoming 0', () => {
  const emptied = { ...valuesOf(options), maximumWaitSeconds: '', quietSeconds: '' };
  expect(optionsOf(emptied).completeness.maximumWaitSeconds).toBeNull();
  expect(completenessProblems(emptied)).toEqual({ quietSeconds: 'Give a number.' });
});

test('what is wrong with one sender is told at its line, by the page as by the engine', () => {
  const values = {
    ...valuesOf(options),
    quietTimes: [
      { sender: 'CT', quietSeconds: 3 },
      { sender: ' ', quietSeconds: '' },
    ],
  };
  expect(Object.keys(completenessProblems(values)).toSorted()).toEqual([
    'quietTimes.1.quietSeconds',
    'quietTimes.1.sender',
  ]);
  expect(fieldOf('completeness.quietTimes[1].sender')).toBe('quietTimes.1.sender');
  expect(fieldOf('quietSeconds')).toBe('quietSeconds');
  expect(fieldOf('filters.modalities')).toBeUndefined();
});

test('a wrong expression keeps the form from being stored', () => {
  expect(completenessProblems({ ...valuesOf(options), requiredSeries: 'count(' })).toHaveProperty(
    'requiredSeries',
  );
});

test('a certain peer has to be chosen before it can be asked', () => {
  const values = { ...valuesOf(options), askForCount: 'peer' as const };
  expect(completenessProblems(values)).toEqual({
    askedPeer: 'Must be the name of the peer that is asked.',
  });
  expect(completenessProblems({ ...values, askedPeer: 'archive' })).toEqual({});
  expect(fieldOf('completeness.askedPeer')).toBe('askedPeer');
});
