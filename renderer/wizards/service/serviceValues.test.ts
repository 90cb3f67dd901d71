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
    ...emptyService.job,
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

test('parameters of the example can be emptied, which is something else than leaving them', () => {
  const paramsOf = (params: string | null) =>
    draftOf({ ...emptyService, job: { ...emptyService.job, params } }, example).job?.params;
  expect([paramsOf(null), paramsOf(''), paramsOf('{"depth"')]).toEqual([undefined, {}, undefined]);
});

test('what becomes of it when something fails, and what it needs, goes as it was typed', () => {
  const rules = {
    retries: ' 3 ',
    onDependencyFailure: 'run',
    cpu: '4',
    memory: ' 8G ',
    gpu: 'many',
  } as const;
  const { job } = draftOf({ ...emptyService, job: { ...emptyService.job, ...rules } }, example);
  expect(job).toEqual({
    retries: 3,
    onDependencyFailure: 'run',
    resources: { cpu: 4, memory: '8G', gpu: 'many' },
  });
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
