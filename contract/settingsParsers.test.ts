import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { applicationOptionsSchema } from './applications.ts';
import { jobDefinitionSchema } from './jobDefinition.ts';
import { parseTagCondition, tagConditionText } from './tagConditions.ts';
import { workerSettingsSchema } from './workerSettings.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that people, other programs and nobody write into settings. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    '1h',
    '30 m',
    '-5',
    '4G',
    'default',
    'series',
    [],
    {},
  ),
  fc.constantFrom<Json>(
    [''],
    ['a'],
    'svc.worker',
    'svc',
    '../x',
    '__proto__',
    { __proto__: null, toString: 1 },
    '\0',
    '😀',
  ),
);

/** The same value with something strange in some places. */
function changed(value: Json): fc.Arbitrary<Json> {
  const places: (string | number)[][] = [];
  collect(value, []);
  function collect(one: Json, at: (string | number)[]): void {
    if (at.length > 0) places.push(at);
    if (Array.isArray(one)) one.forEach((item, index) => collect(item, [...at, index]));
    else if (typeof one === 'object' && one !== null)
      for (const [key, item] of Object.entries(one)) collect(item, [...at, key]);
  }
  const change = fc.record({ at: fc.constantFrom(...places), put: strange });
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const copy = { root: structuredClone(value) };
    // Each a value of its own: a later change may go into one, which must not be in itself then.
    for (const { at, put } of changes) set(copy, ['root', ...at], structuredClone(put));
    return copy.root;
  });
}

function set(target: Record<string, Json>, [first = '', ...rest]: (string | number)[], put: Json): void {
  if (rest.length === 0) target[first] = put;
  else {
    const inner = target[first];
    // What a change before has taken away is not there to be changed.
    if (typeof inner === 'object' && inner !== null) set(inner as Record<string, Json>, rest, put);
  }
}

const job: Json = {
  jobName: 'lungs',
  worker: 'lungs.worker',
  callback: 'lungs.main.callback',
  dependsOn: ['other'],
  channel: 'gpu',
  priority: 'low',
  timeout: '2h30m',
  retries: { times: 2, delay: '30s', backoff: 2, on: ['failed'] },
  onDependencyFailure: 'run',
  resources: { cpu: 2, memory: '4G', gpu: 1 },
  params: { threshold: 0.5, inner: { list: [1, 'a', null] } },
  sortPosition: -3,
  grouping: 'series',
  disabled: false,
  description: 'Lungs',
};
const worker: Json = {
  name: 'torch',
  description: 'With torch',
  scripts: ['script.sh'],
  entryScriptPaths: ['/scripts'],
  baseImage: 'ubuntu:22.04',
  copies: [{ source: 'models', destination: '/models' }],
  environments: [
    {
      name: 'base',
      requirements: ['requirements.txt'],
      entryRequirementPaths: ['/requirements'],
      channels: ['default'],
      pythonVersion: '3.11',
    },
  ],
  memory: '4G',
  mounts: [{ source: '/data', target: '/data', readOnly: true }],
  env: { A: '1' },
};
const options = JSON.parse(JSON.stringify(applicationOptionsSchema.parse({}))) as Json;

/** As it is kept in a file. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe.each([
  ['a job', jobDefinitionSchema, job],
  ['a worker', workerSettingsSchema, worker],
  ['an application', applicationOptionsSchema, options],
] as [string, z.ZodType, Json][])('settings of %s', (_of, schema, usual) => {
  it('are understood as they usually are', () => {
    expect(schema.safeParse(usual).error?.issues).toBeUndefined();
  });

  it('never throw, name the field that is wrong, and are understood again as they were once', () => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: changed(usual), weight: 9 }, strange), (given) => {
        const isOfField = typeof given === 'object' && given !== null && !Array.isArray(given);
        const parsed = schema.safeParse(given);
        const unnamed = parsed.error?.issues.filter(
          ({ message, path }) => message === '' || (isOfField && path.length === 0),
        );
        const kept = written(parsed.data);
        const again = parsed.success ? written(schema.parse(kept)) : kept;
        expect([unnamed ?? [], again]).toEqual([[], kept]);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a condition about a tag', () => {
  it('is read from any text without throwing, and what is read is written so that it is read again', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc
        .tuple(
          fc.constantFrom('Modality', '!Modality'),
          fc.constantFrom('=', '!=', '~', '<=', ' >= '),
          fc.string(),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (given) => {
        const read = parseTagCondition(given);
        const text = read === null ? null : tagConditionText(read);
        expect(text === null ? read : parseTagCondition(text)).toEqual(read);
      }),
      { numRuns: 1000 },
    );
    expect(parseTagCondition('SliceThickness <= 2.5')).toMatchObject({ is: 'at-most', value: '2.5' });
    expect(parseTagCondition('ProtocolName=~t1*')).toMatchObject({ is: 'matches', value: 't1*' });
    expect(parseTagCondition('!ContrastBolusAgent')).toMatchObject({ is: 'absent' });
  });
});
