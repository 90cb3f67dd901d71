import { expect, test } from 'vitest';
import { workerOptionsSchema } from '../../../../contract/index.ts';
import { chosenOf, nextId, readValues, valuesOf } from './optionValues.ts';

const options = workerOptionsSchema.parse({
  replicas: 2,
  memory: '2g',
  env: { TOKEN: 'a=b' },
  mounts: [{ source: '/data/models', target: '/models' }],
  gpu: { deviceIds: '0', options: { virtualization: 'false' } },
});

test('what was not touched comes back as it was, the mount read-only and the graphics card with its options', () => {
  expect(readValues(valuesOf(options), 'twice')).toEqual({ options, problems: null });
});

test('an emptied limit is no limit, an emptied number that must be there is refused at its field', () => {
  const values = { ...valuesOf(options), memoryMebibytes: '', slots: '', replicas: '', pids: 5 };
  expect(readValues(values, 'twice').problems).toEqual({
    replicas: 'Give a number.',
    pids: 'Must be at least 16.',
  });
  expect(readValues({ ...values, replicas: 0, pids: 64 }, 'twice').options).toMatchObject({
    memory: null,
    slots: null,
    replicas: 0,
  });
});

test('a wrong variable, mount and capability are each said where they stand', () => {
  const values = {
    ...valuesOf(options),
    capabilities: ['SYS_NICE', 'ALL'],
    env: [
      { id: 0, name: 'GOOD', value: '1' },
      { id: 1, name: '1BAD', value: '2' },
      { id: 2, name: 'GOOD', value: '3' },
    ],
    mounts: [
      { id: 0, source: '/data', target: 'relative', writable: false },
      { id: 1, source: 'relative', target: '/data', writable: true },
    ],
  };
  const { problems } = readValues(values, 'twice');
  expect(Object.keys(problems ?? {}).toSorted()).toEqual([
    'capabilities',
    'env.1.name',
    'env.2.name',
    'mounts.0.target',
    'mounts.1.source',
  ]);
});

test('graphics cards by number and by name at once are refused', () => {
  const values = { ...valuesOf(options), gpuCount: 2 };
  expect(Object.keys(readValues(values, 'twice').problems ?? {})).toEqual(['gpuCount']);
});

test('a row that is added after one was removed is not taken for another row', () => {
  expect(nextId([])).toBe(0);
  expect(nextId([{ id: 0 }, { id: 7 }])).toBe(8);
});

test('only what differs from settings.json is chosen, so that a later change there is not overruled', () => {
  const { options: read } = readValues({ ...valuesOf(options), replicas: 3, network: true }, 'twice');
  expect(chosenOf(read ?? {}, options)).toEqual({ replicas: 3, network: true });
  expect(chosenOf(read ?? {}, null)).toEqual({ ...options, replicas: 3, network: true });
});
