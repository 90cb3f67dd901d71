import { expect, test } from 'vitest';
import { networkSettingsSchema } from '../../../../contract/index.ts';
import { changesOf, problemsOf, valuesOf } from './networkValues.ts';

const before = valuesOf(networkSettingsSchema.parse({ httpsProxy: 'http://me@proxy:3128' }));

test('an address that is not touched is not sent, so that its password stays', () => {
  expect(changesOf({ ...before, noProxy: 'localhost' }, before)).toEqual({ noProxy: 'localhost' });
});

test('an emptied field takes a setting back', () => {
  expect(changesOf({ ...before, httpsProxy: ' ' }, before)).toEqual({ httpsProxy: null });
});

test('what no proxy and no host can be is told at its field', () => {
  const problems = problemsOf({ ...before, httpProxy: 'ftp://proxy', trustedHosts: ['good', '--bad host'] });
  expect(Object.keys(problems)).toEqual(['httpProxy', 'trustedHosts.1']);
});
