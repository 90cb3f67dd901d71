import { expect, test } from 'vitest';
import { jobChangesSchema, jobDefinitionSchema } from '../../../../contract/index.ts';
import { changesOf, ownInWords, readParams, valuesOf } from './jobValues.ts';

const own = jobDefinitionSchema.parse({
  jobName: 'lung',
  worker: 'lung.worker',
  callback: 'lung.callback',
  timeout: '30m',
  params: { threshold: -500 },
});
const untouched = { definition: own, own, changes: {} };

test('a form that nobody touched asks for nothing', () => {
  expect(changesOf(untouched, valuesOf(own))).toEqual({ changes: {}, reset: [] });
});

test('only what was changed is asked for, as the engine takes it', () => {
  const values = { ...valuesOf(own), priority: '5', timeout: '', channel: ' gpu ', params: '{"a": 1}' };
  const { changes, reset } = changesOf(untouched, values);
  expect(changes).toEqual({ priority: 5, timeout: null, channel: 'gpu', params: { a: 1 } });
  expect(reset).toEqual([]);
  expect(jobChangesSchema.safeParse(changes).success).toBe(true);
});

test('what is typed as it stands in settings.json is no change of its own any more', () => {
  const changed = { own, definition: { ...own, timeout: '2h' }, changes: { timeout: '2h' } };
  expect(changesOf(changed, { ...valuesOf(changed.definition), timeout: '30m' })).toEqual({
    changes: {},
    reset: ['timeout'],
  });
});

test('an emptied position is none, not zero, and no JSON that somebody still types is one', () => {
  const definition = { ...own, sortPosition: 5 };
  const values = { ...valuesOf(definition), sortPosition: '' };
  expect(changesOf({ definition, own: definition, changes: {} }, values).changes).toEqual({
    sortPosition: null,
  });
  expect([readParams(''), readParams('{"a":'), readParams('[]')]).toEqual([null, undefined, undefined]);
});

test('what settings.json says can be read, and nothing is told from an empty field', () => {
  expect(ownInWords(own, 'params')).toBe('{"threshold":-500}');
  expect(ownInWords(own, 'sortPosition')).toBeNull();
});
