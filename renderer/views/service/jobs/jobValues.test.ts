import { expect, test } from 'vitest';
import { jobChangesSchema, jobDefinitionSchema } from '../../../../contract/index.ts';
import { afterSaving, changesOf, ownInWords, readParams, valuesOf } from './jobValues.ts';

const own = jobDefinitionSchema.parse({
  jobName: 'lung',
  worker: 'lung.worker',
  callback: 'lung.callback',
  timeout: '30m',
  params: { threshold: -500 },
});
const untouched = { own, changes: {} };
const filled = valuesOf(own);

test('a form that nobody touched asks for nothing', () => {
  expect(changesOf(untouched, filled, filled)).toEqual({ changes: {}, reset: [] });
});

test('only what was changed is asked for, as the engine takes it', () => {
  const values = { ...filled, priority: '5', timeout: '', channel: ' gpu ', params: '{"a": 1}' };
  const { changes, reset } = changesOf(untouched, values, filled);
  expect(changes).toEqual({ priority: 5, timeout: null, channel: 'gpu', params: { a: 1 } });
  expect(reset).toEqual([]);
  expect(jobChangesSchema.safeParse(changes).success).toBe(true);
});

test('what is typed as it stands in settings.json is no change of its own any more', () => {
  const now = valuesOf({ ...own, timeout: '2h' });
  expect(changesOf({ own, changes: { timeout: '2h' } }, { ...now, timeout: '30m' }, now)).toEqual({
    changes: {},
    reset: ['timeout'],
  });
});

test('an emptied position is none, not zero, and no JSON that somebody still types is one', () => {
  const definition = { ...own, sortPosition: 5 };
  const before = valuesOf(definition);
  const values = { ...before, sortPosition: '' };
  expect(changesOf({ own: definition, changes: {} }, values, before).changes).toEqual({
    sortPosition: null,
  });
  expect([readParams(''), readParams('{"a":'), readParams('[]')]).toEqual([null, undefined, undefined]);
});

test('what settings.json was changed to while somebody typed does not become a change of their own', () => {
  const newer = { ...own, timeout: '1h', channel: 'gpu' };
  const typed = { ...filled, priority: '5' };
  expect(changesOf({ own: newer, changes: {} }, typed, filled)).toEqual({
    changes: { priority: 5 },
    reset: [],
  });
  // As settings.json has it by now: there is nothing to be changed, nor anything to be taken back.
  const same = changesOf({ own: newer, changes: {} }, { ...filled, channel: 'gpu' }, filled);
  expect(same).toEqual({ changes: {}, reset: [] });
});

test('what is typed while it is being saved is not taken away', () => {
  const sent = { ...filled, priority: '5', channel: ' gpu ' };
  const typed = { ...sent, timeout: '2h' };
  const stored = { ...filled, priority: '5', channel: 'gpu' };
  expect(afterSaving(sent, typed, stored)).toEqual({ ...stored, timeout: '2h' });
});

test('what settings.json says can be read, and nothing is told from an empty field', () => {
  expect(ownInWords(own, 'params')).toBe('{"threshold":-500}');
  expect(ownInWords(own, 'sortPosition')).toBeNull();
});
