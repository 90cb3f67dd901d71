import { expect, test } from 'vitest';
import { environmentsIn } from './workerDraft.ts';

const none = { environment: [], service: [], require: [], systemPackages: [] };

test('environments of a new worker are read with what each of them has', () => {
  expect(
    environmentsIn({
      environment: ['ct@3.11=ct,default', 'mr='],
      service: ['ct=lung'],
      require: ['mr=numpy==1.26.4', 'mr=nibabel'],
      systemPackages: ['ct'],
    }),
  ).toMatchObject([
    {
      name: 'ct',
      pythonVersion: '3.11',
      channels: ['ct', 'default'],
      services: ['lung'],
      systemPackages: true,
    },
    { name: 'mr', pythonVersion: null, channels: [], requirements: 'numpy==1.26.4\nnibabel\n' },
  ]);
  expect(environmentsIn(none)).toBeUndefined();
});

test.each([
  ['no equals sign', { ...none, environment: ['ct'] }, /takes NAME=/],
  [
    'an environment that is not named',
    { ...none, environment: ['a=a'], service: ['b=x'] },
    /no environment "b"/,
  ],
  ['no environment at all', { ...none, require: ['a=x'] }, /--environment/],
])('%s is a mistake of whoever types, and is told', (_, options, words) => {
  expect(() => environmentsIn(options)).toThrow(words);
});
