import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimedTwice } from './inspect.ts';
import { parseWorkerSettings, readWorkerSettings } from './settingsFile.ts';

const minimal = { name: 'lung', environments: [{ name: 'base', channels: 'default' }] };
const parse = (value: unknown, wanted?: string) => parseWorkerSettings(value, wanted, 'folder');

describe('settings of a worker', () => {
  it('of the original template mean what they meant there', () => {
    const { workers, findings } = parse({
      name: 'Lung',
      description: 'd',
      scripts: ['script.sh'],
      entryScriptPaths: ['/scripts'],
      baseImage: 'ubuntu:20.04',
      environments: [
        {
          name: 'base',
          requirements: ['requirements.txt'],
          entryRequirementPaths: ['/requirements'],
          channels: ['default'],
          pythonVersion: '3.9',
        },
      ],
    });
    expect(findings).toEqual([]);
    expect(workers).toMatchObject([
      {
        name: 'lung',
        settings: {
          scripts: ['script.sh'],
          image: null,
          replicas: 1,
          network: false,
          gpu: null,
          environments: [{ pythonVersion: '3.9', entryRequirementPaths: ['/requirements'] }],
        },
      },
    ]);
  });

  it('may give one value where a list is meant, and leave out what has a default', () => {
    const { workers } = parse({
      scripts: 'script.sh',
      copies: { source: 'models', destination: '/models' },
      environments: { name: 'base', requirements: 'requirements.txt', channels: 'ct', pythonVersion: 3.9 },
      memory: '1.5g',
      gpu: { deviceIds: '0' },
      capabilities: 'cap_sys_nice',
    });
    expect(workers[0]).toMatchObject({
      name: 'folder',
      settings: {
        baseImage: 'ubuntu:20.04',
        scripts: ['script.sh'],
        copies: [{ source: 'models', destination: '/models' }],
        environments: [{ requirements: ['requirements.txt'], channels: ['ct'], pythonVersion: '3.9' }],
        memory: 1.5 * 1024 ** 3,
        gpu: { driver: 'nvidia', count: null, deviceIds: ['0'], capabilities: ['gpu'] },
        capabilities: ['SYS_NICE'],
      },
    });
  });

  it('may be an array; a name chooses one of it and says which there are', () => {
    const both = [minimal, { ...minimal, name: 'brain', environments: [{ name: 'a', channels: ['b'] }] }];
    expect(parse(both).workers.map(({ name }) => name)).toEqual(['lung', 'brain']);
    expect(parse(both, 'Brain').workers.map(({ name }) => name)).toEqual(['brain']);
    expect(parse(both, 'liver').findings[0]?.message).toBe(
      'The file has no worker named "liver"; it has: lung, brain.',
    );
    expect(parse([minimal, minimal]).findings[0]?.message).toContain('used twice');
    expect(parse([]).findings).toHaveLength(1);
  });

  it.each([
    ['a path out of the folder', { scripts: ['../script.sh'] }, 'field "scripts'],
    ['an absolute path', { scripts: ['/etc/passwd'] }, 'field "scripts'],
    ['a command in a path', { scripts: ['$(touch /tmp/x).sh'] }, 'field "scripts'],
    ['a quote in a path', { copies: [{ source: 'a"b', destination: '/x' }] }, 'field "copies'],
    ['a line break in a path', { entryScriptPaths: ['/a\nRUN x'] }, 'field "entryScriptPaths'],
    ['a relative path in the container', { entryScriptPaths: ['scripts'] }, 'field "entryScriptPaths'],
    ['the root as destination', { copies: [{ source: 'a', destination: '/./' }] }, 'field "copies'],
    ['a line break in an image', { baseImage: 'ubuntu\nRUN x' }, 'field "baseImage'],
    ['an option as an image', { baseImage: '--platform=x' }, 'field "baseImage'],
    ['Python 2', { environments: [{ name: 'a', pythonVersion: '2.7' }] }, 'Python 3'],
    ['3.10 without quotes', { environments: [{ name: 'a', pythonVersion: 3.1 }] }, '"3.10"'],
    [
      'a command as environment',
      { environments: [{ name: 'a; rm -rf /', channels: [] }] },
      'field "environments',
    ],
    ['all capabilities', { capabilities: ['ALL'] }, 'field "capabilities'],
    ['a mount from a relative path', { mounts: [{ source: 'data', target: '/data' }] }, 'field "mounts'],
    ['count and ids of cards', { gpu: { count: 1, deviceIds: ['0'] } }, 'field "gpu'],
    ['a variable that is none', { env: { 'A=B': '1' } }, 'field "env'],
  ])('with %s are refused, and the field is named', (_, changed, told) => {
    const { workers, findings } = parse({ ...minimal, ...changed });
    expect(workers).toEqual([]);
    expect(findings.map(({ message }) => message).join('\n')).toContain(told);
  });

  it.each([
    'a b',
    '../x',
    'x'.repeat(300),
    '😀',
    'con',
    'worker',
    'a"b',
    "a'b",
    'a\nb',
    '$(id)',
    '',
    '.',
    'a/b',
    'Ä',
  ])('with the name %j are refused', (name) => {
    const { workers, findings } = parse([
      { ...minimal, name },
      { ...minimal, name: 'other' },
    ]);
    expect(workers.map((one) => one.name)).toEqual(['other']);
    expect(findings).toHaveLength(1);
  });

  it('that are wrong are told with the line of the field', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'worker-settings-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const lines = [
      '[',
      '  { "name": "lung", "environments": [{ "name": "base" }] },',
      '  {',
      '    "name": "b c",',
    ];
    lines.push(
      '    "environments": [{ "name": "base" }]',
      '  },',
      '  { "name": "a",',
      '    "memory": [] }',
      ']',
    );
    writeFileSync(path.join(folder, 'settings.json'), lines.join('\n'));
    expect(readWorkerSettings(folder).findings.map((one) => [one.code, one.field, one.line])).toEqual([
      ['name-invalid', '1.name', 4],
      ['settings-invalid', '2.memory', 8],
    ]);
  });

  it('never throw, whatever JSON they are, and never give a worker with a path that leaves its folder', () => {
    const path = fc.oneof(
      fc.constantFrom(
        '../x',
        'a/../../x',
        '/x',
        'a',
        'a b',
        './a',
        'a/..',
        '..',
        '\\..\\x',
        'C:x',
        '"',
        '$(x)',
        '`x`',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
    );
    const list = fc.oneof(path, fc.array(path, { maxLength: 3 }), fc.constant(null));
    const entry = fc.record(
      {
        name: fc.oneof(fc.constant('lung'), path),
        scripts: list,
        entryScriptPaths: list,
        baseImage: fc.oneof(fc.constant('debian'), path),
        copies: fc.array(fc.record({ source: path, destination: path }), { maxLength: 2 }),
        environments: fc.array(
          fc.record(
            { name: path, requirements: list, channels: list, pythonVersion: path },
            { requiredKeys: [] },
          ),
          { maxLength: 2 },
        ),
        memory: fc.oneof(path, fc.double(), fc.constant('4g')),
        env: fc.dictionary(path, path),
        gpu: fc.oneof(fc.jsonValue(), fc.constant(null)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(entry, fc.array(entry, { maxLength: 3 }), fc.jsonValue()), (value) => {
        const { workers, findings } = parse(value);
        const isRefused = findings.some(({ severity }) => severity === 'error');
        expect(workers.length > 0 || isRefused).toBe(true);
        for (const { name, settings } of workers) {
          expect(name).toMatch(/^[a-z0-9._-]{1,60}$/);
          const own = [
            ...settings.scripts,
            ...settings.copies.map(({ source }) => source),
            ...settings.environments.flatMap(({ requirements }) => requirements),
          ];
          for (const one of own) {
            expect(one.startsWith('/') || one.split('/').includes('..')).toBe(false);
            expect(one).not.toMatch(/["'`$\\\n\r]/);
          }
        }
        for (const { message } of findings) expect(message.length).toBeLessThan(600);
      }),
      { numRuns: 500 },
    );
  });
});

describe('channels', () => {
  it('that two environments claim are told with both, in one worker and across workers', () => {
    const { workers } = parse([
      {
        name: 'one',
        environments: [
          { name: 'a', channels: ['ct', 'ct'] },
          { name: 'b', channels: 'ct' },
        ],
      },
      { name: 'two', environments: [{ name: 'a', channels: ['mr', 'ct'] }] },
    ]);
    expect(claimedTwice(workers).map(({ message }) => message)).toEqual([
      'The channel "ct" is claimed by environment "a" of worker "one" and by environment "b" of worker "one".',
      'The channel "ct" is claimed by environment "b" of worker "one" and by environment "a" of worker "two".',
    ]);
  });
});
