import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { productVersion } from '../platform/index.ts';
import { commandsOf, isNeeded, wordsOf } from './frame/index.ts';
import { createProgram } from './program.ts';
import { writeOldTool } from './testing/oldTool.ts';
import { run } from './testing/run.ts';

/** What people and other programs may write where a name or a place belongs. */
let folder: string;
let link: EngineLink;
/** config.json of the old tool, and a backup of an application. */
let oldTool: string;
let backup: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-hostile-'));
  mkdirSync(path.join(folder, 'inside'));
  link = await linkToEngine(path.join(folder, 'home'));
  await link.client.request('applications.create', { name: 'Demo', options: {} });
  writeFileSync(path.join(folder, 'secret.txt'), 'word\n');
  oldTool = writeOldTool(path.join(folder, 'old'));
  backup = path.join(folder, 'demo.tar.gz');
  await ask('backup', 'app', '--name', 'Demo', '--backup', backup);
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const hostile = [
  "it's",
  'say "hi"',
  'two\nlines',
  '$(touch executed)',
  '`touch executed`; touch executed',
  '../../outside',
  '/outside',
  'x'.repeat(300),
  '🫁 lung',
  'CON',
  'nul.txt',
  '--option',
  '%n%s%p',
  '\u001b[2J',
  ' ',
  '',
];

const answer = z.looseObject({
  ok: z.boolean(),
  version: z.literal(1),
  error: z.object({ code: z.string(), message: z.string().min(5) }).optional(),
});

/** One answer, with an error that is for people where it failed; whatever is in a name. */
async function ask(...words: string[]): Promise<{ code: number; error: string | undefined }> {
  const { code, output, errors } = await run(['--json', '-o', '--home', path.join(folder, 'home'), ...words]);
  expect(output.trimEnd().split('\n')).toHaveLength(1);
  const { ok, error } = answer.parse(JSON.parse(output));
  expect([0, 1, 2]).toContain(code);
  expect({ ok, words }).toEqual({ ok: code === 0, words });
  expect({ code: error?.code, words }).not.toEqual({ code: 'internal', words });
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  expect(errors).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  return { code, error: error?.message };
}

const others = async () =>
  (await link.client.request('applications.list', {})).filter(({ name }) => name !== 'Demo');

async function removeOthers(): Promise<void> {
  const removing = { keepData: false, keepImages: true, backup: null, includeSecrets: false };
  for (const { id } of await others())
    await link.client.request('applications.remove', { application: id, ...removing });
}

const everything = () => readdirSync(folder).sort();

describe.each(hostile)('%j', (text) => {
  it('as the name of an application, worker, peer, service or secret is taken or refused, and writes nothing elsewhere', async () => {
    const before = everything();
    const inside = path.join(folder, 'inside');
    await ask('create', 'app', `--name=${text}`, '--path', inside);
    await ask('create', 'worker', `--name=${text}`, '--path', inside);
    await ask('create', 'service', `--name=${text}`, '--path', inside);
    await ask(
      'create',
      'peer',
      `--name=${text}`,
      '--ae-title',
      'AE',
      '--host',
      'h',
      '--port',
      '104',
      '--app',
      'Demo',
    );
    await ask('set', 'secret', `--name=${text}`, '--file', path.join(folder, 'secret.txt'));
    await ask('rename', 'app', '--name', 'nobody', `--to=${text}`);
    expect(everything()).toEqual(before);
    expect(existsSync('executed')).toBe(false);
    // Names of what lies there are single names.
    expect(existsSync(path.join(folder, 'outside'))).toBe(false);
  }, 60_000);

  it('as the name of what a backup, a copy or the old tool is brought into is taken or refused, and writes nothing elsewhere', async () => {
    const before = everything();
    const place = path.join(folder, 'inside');
    const into = [`--name=${text}`, '--path', place];
    const old = [oldTool, '--old', 'first', '--no-services', '--no-workers', '--no-orthanc'];
    for (const words of [
      ['clone', 'app', '--app', 'Demo', '--with', 'settings'],
      ['restore', 'app', '--backup', backup],
      ['import-legacy', ...old, '--runtime', 'local'],
    ]) {
      // One of that name may be there from before.
      await removeOthers();
      await ask(...words, ...into);
      for (const one of await others()) expect(path.dirname(one.folder)).toBe(place);
    }
    await removeOthers();
    expect(everything()).toEqual(before);
    expect(existsSync(path.resolve(folder, '..', 'outside'))).toBe(false);
    expect(existsSync('executed')).toBe(false);
  }, 60_000);

  it('as an identifier, application, path or address is one clear error', async () => {
    for (const words of [
      ['list', 'service', `--app=no ${text}`],
      ['show', 'run', '--app', 'Demo', '--', text],
      ['show', 'job', '--', text],
      ['import', '--app', 'Demo', '--', path.join(folder, 'none', text)],
      ['set', 'application', 'Demo', '--', text],
      ['set', 'network', '--', `httpProxy=nonsense ${text} x`],
      ['check', 'network', '--', text],
      ['logs', 'container', '--app', 'Demo', '--', text],
      ['explain', '--app', 'Demo', `--study=${text}`],
      ['install', 'service', '--app', 'Demo', '--path', path.join(folder, 'none'), `--name=${text}`],
      ['import-legacy', oldTool, `--old=${text}`],
      ['import-legacy', oldTool, '--old', 'first', `--services=no ${text}`],
      ['backup', 'app', `--name=no ${text}`, '--backup', path.join(folder, 'never.tar.gz')],
      ['backup', 'service', '--app', 'Demo', `--name=${text}`, '--backup', path.join(folder, 'never.zip')],
      ['restore', 'app', `--backup=${path.join(folder, 'none', text)}`],
      ['restore', 'service', '--app', 'Demo', `--backup=${path.join(folder, 'none', text)}`],
      ['clone', 'app', `--app=no ${text}`, '--name', 'Other'],
      ['link', 'service', '--app', 'Demo', `--name=${text}`, '--path', path.join(folder, 'inside')],
    ]) {
      const { code } = await ask(...words);
      expect({ words, failed: code !== 0 }).toEqual({ words, failed: true });
    }
    expect(existsSync('executed')).toBe(false);
  }, 60_000);
});

it('numbers that are none, choices that are not there and words too many end with 2', async () => {
  for (const line of [
    'list jobs --app Demo --limit 1e9999',
    'list jobs --app Demo --limit -1',
    'list jobs --app Demo --limit 0x10',
    'list jobs --app Demo --state tired',
    'create app --name X --runtime moon',
    'show engine now',
    'no-such-command',
    'create no-such-thing',
    '--no-such-option list app',
    'list app --no-such-option',
    'list app --app=',
    'list app --home=',
  ]) {
    expect({ line, code: (await ask(...line.split(' '))).code }).toEqual({ line, code: 2 });
  }
});

it('an unknown command or option suggests the one that was meant', async () => {
  expect((await ask('lsit', 'app')).error).toBe("unknown command 'lsit' (Did you mean list?)");
  expect((await ask('list', 'servics')).error).toContain('Did you mean');
  expect((await ask('list', 'jobs', '--stat', 'failed')).error).toContain('Did you mean --state?');
  // As every other error begins.
  expect((await run(['lsit'])).errors).toMatch(/^Error: unknown command 'lsit'\n/);
});

it('asks for the version only where no command is named; behind one it is an option that is not there', async () => {
  const nobody = path.join(folder, 'nobody');
  for (const line of [['-V'], ['--version', '--home', nobody]]) {
    const { code, output } = await run(line);
    expect({ line, code, output }).toEqual({ line, code: 0, output: `${productVersion}\n` });
  }
  for (const line of [
    ['remove', 'app', '--name', 'Demo', '--version', '2'],
    ['--version', 'remove', 'app', '--name', 'Demo'],
    ['roll-back', 'service', '--name', 'none', '--version', '1'],
    ['list', '-V'],
  ]) {
    const { code, error } = await ask(...line);
    expect({ line, code, error }).toMatchObject({ code: 2, error: expect.stringMatching(/^unknown option/) });
  }
});

it('every command ends with 2 where an option is not there', async () => {
  const program = createProgram();
  for (const command of commandsOf(program)) {
    const { code, error } = await ask(...wordsOf(command).split(' '), '--no-such-option-at-all');
    expect({ command: wordsOf(command), code, error }).toMatchObject({
      code: 2,
      error: expect.stringContaining("unknown option '--no-such-option-at-all'"),
    });
  }
});

it('every option that takes a value refuses to stand without one', async () => {
  const program = createProgram();
  for (const command of commandsOf(program)) {
    const option = command.options.find((one) => one.required && isNeeded(one));
    if (option === undefined) continue;
    const words: string[] = [];
    for (let here = command; here.parent !== null; here = here.parent as typeof command)
      words.unshift(here.name());
    expect((await ask(...words, option.long ?? '')).code).toBe(2);
  }
});
