import { describe, expect, it } from 'vitest';
import { jobDefinitionSchema } from './jobDefinition.ts';

const entry = { jobName: 'a', worker: 's.worker', callback: 's.callback' };
const parse = (fields: object) => jobDefinitionSchema.parse({ ...entry, ...fields });
/** What is wrong, as `field: message`. */
const problems = (fields: object) => {
  const { error } = jobDefinitionSchema.safeParse({ ...entry, ...fields });
  return error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};
const everyEnd = ['failed', 'died', 'timed-out'];

describe('retries', () => {
  it.each([
    [undefined, null],
    [null, null],
    [0, null],
    [3, { times: 3, delay: 30, backoff: 2, on: everyEnd }],
    [
      { times: 2, delay: '1m30s', backoff: 1.5, on: ['died'] },
      { times: 2, delay: 90, backoff: 1.5, on: ['died'] },
    ],
    [
      { times: 1, delay: '0', backoff: null, on: null },
      { times: 1, delay: 0, backoff: 2, on: everyEnd },
    ],
  ])(
    '%j are understood, and what was understood once is understood again when it is read from the history',
    (given, expected) => {
      const { retries } = parse({ retries: given });
      expect(retries).toEqual(expected);
      expect(parse(structuredClone(parse({ retries: given }))).retries).toEqual(expected);
    },
  );

  it.each([
    ['3', 'retries: must be a number of times, or an object with "times"'],
    [true, 'retries: must be a number of times, or an object with "times"'],
    [-1, 'retries.times: must be a whole number from 0 to 100'],
    [1.5, 'retries.times: must be a whole number from 0 to 100'],
    [1e9, 'retries.times: must be a whole number from 0 to 100'],
    [Number.NaN, 'retries.times: must be a whole number from 0 to 100'],
    [{}, 'retries.times: must be a whole number from 0 to 100'],
    [
      { times: 1, delay: 'soon' },
      'retries.delay: must be a span of time from 0 to one day, such as 30, "30s" or "5m"',
    ],
    [
      { times: 1, delay: -1 },
      'retries.delay: must be a span of time from 0 to one day, such as 30, "30s" or "5m"',
    ],
    [
      { times: 1, delay: '2d' },
      'retries.delay: must be a span of time from 0 to one day, such as 30, "30s" or "5m"',
    ],
    [{ times: 1, delay: [] }, 'retries.delay: must be a span of time such as 30, "30s" or "5m"'],
    [{ times: 1, backoff: 0.5 }, 'retries.backoff: must be a number from 1 to 10'],
    [{ times: 1, on: 'failed' }, 'retries.on: must be a list of "failed", "died" and "timed-out"'],
    [{ times: 1, on: ['cancelled'] }, 'retries.on.0: must be "failed", "died" or "timed-out"'],
  ])('%j are refused with the field that is wrong', (given, problem) => {
    expect(problems({ retries: given })).toEqual([problem]);
  });
});

describe('resources', () => {
  it.each([
    [undefined, { cpu: null, memory: null, gpu: null }],
    [{}, { cpu: null, memory: null, gpu: null }],
    [
      { cpu: 1.5, memory: '4G', gpu: 0 },
      { cpu: 2, memory: 4 * 1024 ** 3, gpu: 0 },
    ],
    [{ memory: '512 MB' }, { cpu: null, memory: 512 * 1024 ** 2, gpu: null }],
    [{ memory: 1e9 }, { cpu: null, memory: 1e9, gpu: null }],
    [{ memory: '1.5GiB' }, { cpu: null, memory: 1.5 * 1024 ** 3, gpu: null }],
  ])('%j are understood, and again when they are read from the history', (given, expected) => {
    expect(parse({ resources: given }).resources).toEqual(expected);
    expect(parse(structuredClone(parse({ resources: given }))).resources).toEqual(expected);
  });

  it.each([
    ['4G', 'resources: must be an object with "cpu", "memory" and "gpu"'],
    [{ cpu: 0 }, 'resources.cpu: must be a number of cores from 1 to 1024'],
    [{ cpu: '2' }, 'resources.cpu: must be a number of cores from 1 to 1024'],
    [
      { memory: '4 apples' },
      'resources.memory: must be at least 64 MB, as bytes or as a text such as "4G" or "512M"',
    ],
    [{ memory: 4 }, 'resources.memory: must be at least 64 MB, as bytes or as a text such as "4G" or "512M"'],
    [{ memory: {} }, 'resources.memory: must be bytes as a number, or a text such as "4G" or "512M"'],
    [{ gpu: 0.5 }, 'resources.gpu: must be a whole number from 0 to 64'],
    [{ gpu: -1 }, 'resources.gpu: must be a whole number from 0 to 64'],
  ])('%j are refused with the field that is wrong', (given, problem) => {
    expect(problems({ resources: given })).toEqual([problem]);
  });
});

it('an unknown answer to a failed dependency is refused, and none given is told apart from "skip"', () => {
  expect(problems({ onDependencyFailure: 'maybe' })).toEqual([
    'onDependencyFailure: must be "skip" or "run"',
  ]);
  expect(parse({}).onDependencyFailure).toBeNull();
});
