import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceDraftSchema } from '../../contract/index.ts';
import { commandOf } from '../engine/drafts/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { draftIn, withDraftOptions } from './draftOptions.ts';
import type { DraftOptions } from './draftOptions.ts';
import { CliCommand } from './frame/index.ts';
import { run as said } from './testing/run.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;

/** What a command answers as JSON, with its exit code. */
function run(...words: string[]): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', home, '--json', '-o', ...words],
      { timeout: 60_000 },
      (_, output) => resolve({ code: child.exitCode, ...(JSON.parse(output) as object) }),
    );
  });
}

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-drafts-'));
  link = await linkToEngine(home);
  await link.client.request('applications.create', { name: 'Demo', options: { quietSeconds: 86_400 } });
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

describe('services before they are installed', { timeout: 120_000 }, () => {
  it.skipIf(process.platform === 'win32')(
    'a new one is told with a line that can be pasted, whatever its folder is called',
    async () => {
      const parent = path.join(home, "it's $(echo run) here");
      const words = ['create', 'service', '--name', 'pasted', '--path', parent];
      const { output } = await said(['--home', home, '-o', ...words]);
      const line = output.split('Install it: ')[1] ?? '';
      const read = execFileSync('sh', ['-c', 'eval "set -- $1"; printf "%s\\0" "$@"', 'sh', line], {
        encoding: 'utf8',
      });
      const wanted = ['install', 'service', '--path', path.join(parent, 'pasted')];
      expect(read.split('\0').slice(0, -1)).toEqual(['dcm-processor', ...wanted]);
    },
  );

  it('a new service is written, checked, tried on what is stored, and installed', async () => {
    const input = path.join(home, 'input');
    mkdirSync(input);
    const uids = { PatientID: 'P1', StudyInstanceUID: '1.2.3', SeriesInstanceUID: '1.2.3.1' };
    writeFileSync(path.join(input, '1.dcm'), buildInstance({ ...uids, SOPInstanceUID: '1.2.3.1.1' }));
    expect(await run('import', input, '--app', 'Demo')).toMatchObject({ code: 0 });

    const parent = path.join(home, 'services');
    const words = ['--name', 'thin', '--path', parent, '--modality', 'CT,MR', '--at-least', '1'];
    const made = await run(
      'create',
      'service',
      ...words,
      '--tag',
      'PatientID=P1',
      '--description',
      'Thin $(x) "y"',
    );
    expect(made).toMatchObject({ code: 0, folder: path.join(parent, 'thin'), installed: null, findings: [] });
    expect(readFileSync(path.join(parent, 'thin', 'registry', 'trigger.py'), 'utf8')).toContain(
      'series.equals("Modality", "CT", "MR") and series.images >= 1 and series.equals("PatientID", "P1")',
    );
    expect(await run('create', 'service', ...words)).toMatchObject({
      code: 1,
      error: { code: 'folder-not-usable' },
    });

    const folder = path.join(parent, 'thin');
    expect(await run('check', 'service', '--app', 'Demo', '--path', folder)).toMatchObject({
      code: 0,
      findings: [],
    });
    expect(await run('try', '--app', 'Demo', '--path', folder, '--study', '1.2.3')).toMatchObject({
      code: 0,
      jobs: [{ jobName: 'thin', answer: { kind: 'accepted' } }],
    });
    expect(await run('try', '--app', 'Demo', '--modality', 'MR', '--patient', 'P1')).toMatchObject({
      code: 1,
      series: [{ Modality: 'CT', holds: false }],
      jobs: [{ answer: { kind: 'declined' } }],
    });
    writeFileSync(path.join(folder, 'module', '__init__.py'), 'def worker(jobName): pass\n');
    expect(await run('check', 'service', '--app', 'Demo', '--path', folder)).toMatchObject({
      code: 1,
      findings: [{ code: 'signature-wrong', file: 'module/__init__.py', line: 1 }],
    });
    const copied = ['--name', 'copied', '--path', parent, '--app', 'Demo', '--install', 'copy'];
    expect(await run('create', 'service', ...copied)).toMatchObject({
      code: 0,
      installed: { name: 'copied' },
    });
  });

  it('what is wrong with one is said once, when it is looked at and when it is installed', async () => {
    const folder = path.join(home, 'wrong');
    mkdirSync(path.join(folder, 'registry'), { recursive: true });
    mkdirSync(path.join(folder, 'module'));
    writeFileSync(path.join(folder, 'registry', 'settings.json'), '{"jobName": "a",}');
    const problem = 'The file is not valid JSON: Expected double-quoted property name at column 17.';
    const tell = async (...words: string[]) => {
      const { code, output, errors } = await said(['--home', home, '-o', ...words]);
      expect(code).toBe(1);
      return output + errors;
    };
    const checked = await tell('check', 'service', '--app', 'Demo', '--path', folder);
    expect(checked.split(problem)).toHaveLength(2);
    expect(checked.endsWith('Error: It cannot be installed: 1 error.\n')).toBe(true);
    const installed = await tell('install', 'service', '--app', 'Demo', '--path', folder);
    expect(installed).toBe(
      `Error: The service in ${folder} cannot be installed: registry/settings.json, line 1: ${problem}\n`,
    );
    expect(await tell('create', 'service', '--name', '1bad', '--path', home)).not.toContain(
      'Technical cause',
    );
    expect(await tell('create', 'app', '--name', 'a/b')).toMatch(/^Error: name: must not contain .+\.\n$/);
    expect(await tell('create', 'app', '--name', ' ')).toMatch(/^Error: name: must not be empty\./);
  });

  it('what is missing or wrong is an error that names the option, and nothing is written', async () => {
    const parent = path.join(home, 'nothing');
    const make = (...words: string[]) => run('create', 'service', '--path', parent, ...words);
    expect(await make()).toMatchObject({ code: 2, error: { message: expect.stringContaining('--name') } });
    for (const wrong of [
      ['--at-least', 'x'],
      ['--tag', '= 3'],
      ['--params', '[1]'],
      ['--example', 'none'],
    ])
      expect(await make('--name', 'a', ...wrong)).toMatchObject({ code: 2 });
    const both = ['--trigger', '{}', '--modality', 'CT'];
    expect(await make('--name', 'a', ...both)).toMatchObject({ code: 2 });
    for (const name of ['../out', 'two words', 'NUL', '🧠'])
      expect(await make('--name', name)).toMatchObject({ code: 1, error: { code: 'service-invalid' } });
    expect(await run('try', '--app', 'Demo')).toMatchObject({ code: 2 });
    expect(existsSync(parent)).toBe(false);
  });

  it('examples are listed', async () => {
    expect(await run('list', 'examples')).toMatchObject({ examples: [{ example: 'empty' }, {}, {}, {}, {}] });
  });
});

/** What the command line makes of arguments. */
function read(words: readonly string[]) {
  const command = new CliCommand('service').option('--name <name>').option('--path <path>').exitOverride();
  withDraftOptions(command).parse(words, { from: 'user' });
  const { name, ...options } = command.opts<DraftOptions & { name: string }>();
  return draftIn(name, options);
}

const words = fc.oneof(
  fc.string(),
  fc.constantFrom('CT', 'a,b', ' x ', '=~', '!x', '-n', '--name', '"', '$(x)'),
);
const condition = fc.oneof(
  fc.record({ kind: fc.constantFrom('modality', 'body-part'), anyOf: fc.array(words, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('description'),
    of: fc.constantFrom('series', 'study'),
    is: fc.constantFrom('contains', 'does-not-contain'),
    anyOf: fc.array(words, { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('images'), is: fc.constantFrom('at-least', 'at-most'), count: fc.nat(99) }),
  fc.record({
    kind: fc.constant('tag'),
    keyword: fc.oneof(fc.constant('Modality'), words),
    is: fc.constantFrom('equals', 'differs', 'contains', 'matches', 'less', 'at-least'),
    value: words,
  }),
  fc.record({ kind: fc.constant('tag'), keyword: words, is: fc.constantFrom('present', 'absent') }),
);

describe('the command line that a wizard offers', () => {
  it('makes the same service, whatever the texts in it are', () => {
    const draft = fc.record({
      example: fc.constantFrom('empty', 'segmentation'),
      name: fc.constantFrom('a', 'thin_slices'),
      description: words,
      job: fc.record(
        {
          channel: words,
          dependsOn: fc.array(words.filter(Boolean), { minLength: 1, maxLength: 2 }),
          params: fc.dictionary(words, words),
          retries: fc.oneof(fc.nat(100), fc.record({ times: fc.nat(100), delay: words })),
          onDependencyFailure: fc.constantFrom('skip', 'run'),
          resources: fc.record({ cpu: fc.nat(8), memory: words }),
        },
        { requiredKeys: [] },
      ),
      trigger: fc.record({
        match: fc.constantFrom('all', 'any'),
        conditions: fc.array(condition, { maxLength: 4 }),
      }),
    });
    fc.assert(
      fc.property(draft, (given) => {
        const wanted = serviceDraftSchema.parse(given);
        // What an empty option would say is not said.
        const { channel, ...job } = wanted.job;
        const isSaid = wanted.trigger.conditions.length > 0;
        expect(read(commandOf(wanted, '/x').slice(2))).toEqual({
          ...wanted,
          job: channel === undefined || channel === '' ? job : wanted.job,
          trigger: isSaid ? wanted.trigger : { match: 'all', conditions: [] },
        });
      }),
      { numRuns: 300 },
    );
  });
});
