import { expect, it } from 'vitest';
import { applicationOptionsSchema } from '../../contract/index.ts';
import { assign } from './assignments.ts';

const options = applicationOptionsSchema.parse({});
const set = (...assignments: string[]) => assign(options, assignments);

it('reads values as the option has them: numbers, switches, lists, texts, none', () => {
  const { options: made, changed } = set(
    'quietSeconds=0.5',
    'filters.enabled=true',
    'filters.modalities=CT, MR,,PT',
    'filters.junkWords=',
    'filters.requiredTags=["InstanceNumber","0018,1030"]',
    'scp.aeTitle=1234',
    'completeness.maximumWaitSeconds=null',
    'completeness.requiredSeries=count(Modality == "CT") >= 1',
    'completeness.quietTimes=[{"sender":"MR1","quietSeconds":300}]',
  );
  expect(made).toMatchObject({
    quietSeconds: 0.5,
    filters: {
      enabled: true,
      modalities: ['CT', 'MR', 'PT'],
      junkWords: [],
      requiredTags: ['InstanceNumber', '0018,1030'],
      minimumInstances: 3,
    },
    scp: { aeTitle: '1234' },
    completeness: {
      maximumWaitSeconds: null,
      requiredSeries: 'count(Modality == "CT") >= 1',
      quietTimes: [{ sender: 'MR1', quietSeconds: 300 }],
    },
  });
  expect(changed).toEqual(['quietSeconds', 'completeness', 'filters', 'scp']);
});

it('reaches every option of an application, and each takes back the value that it has', () => {
  const whole = applicationOptionsSchema.parse({ docker: { components: { orthanc: {} } } });
  const leaves = (value: unknown, path: string[]): [string, unknown][] =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? [[path.join('.'), value]]
      : Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  const all = leaves(whole, []);
  for (const [path, value] of all) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    expect([path, assign(whole, [`${path}=${text}`]).options]).toEqual([path, whole]);
  }
  expect(all.map(([path]) => path)).toEqual(
    expect.arrayContaining([
      'runtime',
      'scp.tls.mode',
      'docker.components.orthanc.port',
      'peers',
      'build.httpProxy',
    ]),
  );
});

it('changes nothing of what it is given', () => {
  set('filters.enabled=true');
  expect(options.filters.enabled).toBe(false);
});

it.each([
  ['filters', 'is no assignment'],
  ['=5', 'is no assignment'],
  ['filter.enabled=true', 'There is no option "filter"'],
  ['filters.on=true', 'There is no option "filters.on"'],
  ['quietSeconds.x=1', 'There is no option "quietSeconds.x"'],
  ['constructor.name=1', 'There is no option "constructor"'],
  ['__proto__.polluted=1', 'There is no option "__proto__"'],
  ['filters.modalities.0=CT', 'There is no option "filters.modalities.0"'],
  ['filters.enabled=yes', 'filters.enabled: '],
  ['quietSeconds=', 'quietSeconds: '],
  ['filters=true', 'filters: '],
  ['completeness.requiredSeries=count(', 'completeness.requiredSeries: at character 7'],
  ['completeness.quietTimes=MR1', 'completeness.quietTimes.0: '],
])('says what is wrong with %s', (assignment, words) => {
  expect(() => set('quietSeconds=1', assignment)).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining(words) }),
  );
});
