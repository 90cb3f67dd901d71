import { expect, test } from 'vitest';
import { workerDraftRoutes } from '../../../contract/index.ts';
import {
  anotherEnvironment,
  emptyWorker,
  workerCommands,
  workerDraft,
  workerValuesSchema,
} from './workerValues.ts';

const [base] = emptyWorker.environments;

test('the only environment serves the channel of the worker, unless others were named', () => {
  expect(workerDraft({ ...emptyWorker, name: ' lung ' }).environments).toMatchObject([
    { channels: ['lung'], pythonVersion: null },
  ]);
  const environments = [{ ...base!, channels: ['ct'], pythonVersion: ' 3.11 ' }];
  expect(workerDraft({ ...emptyWorker, name: 'lung', environments }).environments).toMatchObject([
    { channels: ['ct'], pythonVersion: '3.11' },
  ]);
});

test('another environment has a name of its own', () => {
  const two = [...emptyWorker.environments, anotherEnvironment(emptyWorker.environments)];
  const three = [...two, anotherEnvironment(two)];
  expect(three.map(({ name }) => name)).toEqual(['base', 'environment-2', 'environment-3']);
});

test('what is asked for is what the engine takes, and what is kept is read again', () => {
  const draft = workerDraft({ ...emptyWorker, name: 'lung' });
  expect(workerDraftRoutes['workers.create'].input.safeParse({ path: '/data', ...draft }).success).toBe(true);
  expect(workerValuesSchema.parse(JSON.parse(JSON.stringify(emptyWorker)))).toEqual(emptyWorker);
});

test('the commands name every environment, what services bring, and the folder that is installed then', () => {
  const environments = [
    { ...base!, channels: ['ct', 'default'], pythonVersion: '3.11', services: ['lung'] },
    { ...base!, name: 'mr', channels: ['mr'], requirements: '# why\nnumpy==1.26.4\n' },
  ];
  const values = { ...emptyWorker, name: 'imaging', environments };
  expect(workerCommands({ values, path: '/data/', application: 'Demo' })).toEqual([
    [
      'create',
      'worker',
      '--app',
      'Demo',
      '--name',
      'imaging',
      '--path',
      '/data/',
      '--image',
      'ubuntu:22.04',
      '--environment',
      'base@3.11=ct,default',
      '--service',
      'base=lung',
      '--environment',
      'mr=mr',
      '--require',
      'mr=numpy==1.26.4',
    ],
    ['install', 'worker', '--app', 'Demo', '--path', '/data/imaging'],
  ]);
  expect(
    workerCommands({ values: { ...values, next: 'no' }, path: '/data', application: 'Demo' }),
  ).toHaveLength(1);
});
