import { expect, test } from 'vitest';
import { serviceDraftSchema, type ServiceExample } from '../../../contract/index.ts';
import { draftOf, emptyService, readObject, serviceValuesSchema } from './serviceValues.ts';

const example: ServiceExample = {
  example: 'header-report',
  title: '',
  description: '',
  needs: '',
  job: { grouping: 'study', timeout: '10m', params: { depth: 1 } },
  trigger: { match: 'all', conditions: [{ kind: 'modality', anyOf: ['CT'] }] },
};

test('what was not chosen is left to the example, its conditions included', () => {
  const draft = draftOf({ ...emptyService, example: 'header-report', name: ' lung ' }, example);
  expect(draft).toEqual({
    example: 'header-report',
    name: 'lung',
    description: '',
    job: {},
    trigger: example.trigger,
  });
});

test('what was chosen takes its place, and removed conditions stay removed', () => {
  const job = {
    grouping: 'series',
    channel: ' gpu ',
    dependsOn: ['a'],
    timeout: '2h',
    params: '{"x": 1}',
  } as const;
  const draft = draftOf(
    { ...emptyService, job: { ...job, dependsOn: ['a'] }, trigger: { match: 'any', conditions: [] } },
    example,
  );
  expect(draft.job).toEqual({
    grouping: 'series',
    channel: 'gpu',
    dependsOn: ['a'],
    timeout: '2h',
    params: { x: 1 },
  });
  expect(draft.trigger).toEqual({ match: 'any', conditions: [] });
  expect(serviceDraftSchema.safeParse(draft).success).toBe(true);
});

test('what is kept of a wizard is read again as it was, and no JSON that somebody still types is a value', () => {
  expect(serviceValuesSchema.parse(JSON.parse(JSON.stringify(emptyService)))).toEqual(emptyService);
  expect([readObject('{"a":'), readObject('[1]'), readObject('"a"'), readObject('{"a": 1}')]).toEqual([
    null,
    null,
    null,
    { a: 1 },
  ]);
});
