import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jobChangesSchema, jsonObjectSchema } from '../../contract/index.ts';
import { fieldsIn, jobChangesIn } from './jobOptions.ts';

it('reads values as settings.json would have them', () => {
  const given = ['priority=5', 'timeout=90', 'channel=7', 'sortPosition=3', 'disabled=true', 'retries=2'];
  expect(jobChangesIn(given, null)).toMatchObject({
    priority: '5',
    timeout: '90',
    channel: '7',
    sortPosition: 3,
    disabled: true,
    retries: { times: 2 },
  });
  expect(jobChangesIn(['timeout=null', 'params=null'], { a: 1 })).toEqual({ timeout: null, params: null });
  expect(jobChangesIn(['params={"a":[1]}'], null)).toEqual({ params: { a: [1] } });
});

it('changes single parameters and leaves the others as they are', () => {
  const present = { limit: 1, deep: { kept: true }, text: 'a' };
  expect(jobChangesIn(['params.limit=2', 'params.deep.new=x=y', 'params.text.no=1'], present)).toEqual({
    params: { limit: 2, deep: { kept: true, new: 'x=y' }, text: { no: 1 } },
  });
});

it('never changes what is common to all objects', () => {
  const changes = jobChangesIn(['params.constructor.prototype.evil=1', 'params.a.__proto__=2'], null);
  expect(JSON.stringify(changes)).toContain('evil');
  expect(({} as Record<string, unknown>)['evil']).toBeUndefined();
});

it.each([
  ['worker=os.system', 'nothing named "worker"'],
  ['__proto__=1', 'nothing named "__proto__"'],
  ['priority', 'is no assignment'],
  ['=1', 'is no assignment'],
  ['priority=urgent', 'priority: must be'],
  ['timeout=soon', 'timeout: must be'],
  ['timeout.x=1', 'one value'],
  ['retries=1000', 'retries'],
  ['params=[1]', 'params'],
  ['channel=', 'channel: must not be empty'],
])('refuses %s with a sentence', (given, expected) => {
  expect(() => jobChangesIn([given], null)).toThrow(expected);
});

it('takes every set of parameters as JSON, and hands on only what the contract takes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (params) => {
      const text = JSON.stringify(params);
      const changes = jobChangesIn([`params=${text}`], null);
      expect(changes.params).toEqual(jsonObjectSchema.parse(JSON.parse(text)));
      expect(jobChangesSchema.parse(changes)).toEqual(changes);
    }),
  );
});

it('reads fields between commas', () => {
  expect(fieldsIn(' params, priority,')).toEqual(['params', 'priority']);
  expect(() => fieldsIn('params,worker')).toThrow('nothing named "worker"');
});
