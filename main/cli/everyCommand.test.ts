import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { commandsOf, isNeeded, wordsOf } from './frame/index.ts';
import { createProgram } from './program.ts';
import { calls } from './testing/calls.ts';
import { run } from './testing/run.ts';
import { atTerminal } from './testing/terminal.ts';

/** Every command of the program, without a terminal and at one. */
const commands = commandsOf(createProgram());
const byWords = new Map(commands.map((command) => [wordsOf(command), command]));
let folder: string;
let link: EngineLink;
/** What stands for `{…}` of the calls. */
const known = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-every-'));
  known.set('folder', folder);
  mkdirSync(path.join(folder, 'watched'));
  write('secret', 'secret.txt', 'word\n');
  write('instance', 'one.dcm', buildInstance({ PatientID: 'EVERY' }));
  write('broken', 'broken.dcm', buildInstance({ PatientID: 'BROKEN' }).subarray(0, 400));
  known.set('service', writeService('volume', 1));
  known.set('otherService', writeService('other', 2));
  link = await linkToEngine(path.join(folder, 'home'));
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function write(name: string, file: string, content: string | Uint8Array): void {
  known.set(name, path.join(folder, file));
  writeFileSync(path.join(folder, file), content);
}

function writeService(name: string, volume: number): string {
  const place = path.join(folder, name);
  for (const part of ['registry', 'module']) mkdirSync(path.join(place, part), { recursive: true });
  const job = { jobName: 'volume', worker: 'volume.worker', callback: 'volume.callback' };
  writeFileSync(path.join(place, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(place, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(
    path.join(place, 'module', '__init__.py'),
    `def worker(**kwargs):\n    print("measuring")\n    return {"volume": ${volume}}\n`,
  );
  return place;
}

function wordsFor(command: string, rest: string): string[] {
  const filled = rest.replaceAll(/\{(\w+)\}/g, (_, name: string) => known.get(name) ?? `{${name}}`);
  return [...command.split(' '), ...filled.split(' ').filter((word) => word !== '')];
}

const json = z.looseObject({
  ok: z.boolean(),
  version: z.literal(1),
  error: z.object({ code: z.string() }).optional(),
});

it('there is a call of every command here, and none of a command that is not there', () => {
  const called = new Set(calls.map(({ command }) => command));
  expect([...byWords.keys()].filter((words) => !called.has(words))).toEqual([]);
  expect([...called].filter((words) => !byWords.has(words))).toEqual([]);
});

describe('the definition of', () => {
  it.each([...byWords])(
    '%s tells what it does, shows an example that can be parsed, and names its JSON',
    (words, command) => {
      expect(command.description()).toMatch(/^[a-z]/);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const line of command.examples) expect(`${line} `.startsWith(`${words} `)).toBe(true);
      const help = command.helpInformation();
      expect(help).toContain(`Usage: dcm-processor ${words}`);
    },
  );

  it('every verb has help with examples of its own commands', async () => {
    const verbs = new Set([...byWords.keys()].map((words) => words.split(' ')[0] ?? ''));
    for (const verb of verbs) {
      const { code, output } = await run([verb, '--help']);
      expect({ verb, code }).toEqual({ verb, code: 0 });
      expect(output).toContain(`Examples:\n  dcm-processor ${verb}`);
    }
    const { output: help } = await run(['--help']);
    expect(help).toContain('Examples:\n  dcm-processor ');
    expect(JSON.parse((await run(['--json', '--help'])).output)).toEqual({ ok: true, version: 1, help });
    expect(JSON.parse((await run(['list', 'runs', '--help', '--json'])).output)).toMatchObject({
      help: (await run(['list', 'runs', '--help'])).output,
    });
    expect((await run(['--json', '--version'])).output).toBe((await run(['--json', 'version'])).output);
  });
});

describe('without a terminal', () => {
  it.each(calls)(
    '$command $rest answers with one JSON object and exit code $code',
    async (call) => {
      const words = wordsFor(call.command, call.rest);
      const { code, output, errors } = await run([
        '--json',
        ...words,
        '--home',
        path.join(folder, 'home'),
        '-o',
      ]);
      const lines = output.trimEnd().split('\n');
      expect({ lines: lines.length, errors }).toMatchObject({ lines: 1 });
      const answer = json.parse(JSON.parse(lines[0] ?? ''));
      expect({ code, answer, errors }).toMatchObject({ code: call.code ?? code });
      expect(answer.error?.code === 'usage').toBe(code === 2);
      expect({ ok: answer.ok, hasError: answer.error !== undefined }).toEqual({
        ok: code === 0,
        hasError: code !== 0,
      });
      const { unknown, lacking } = wrongKeys(call.command, answer);
      expect({ unknown, lacking: answer.ok ? lacking : [] }).toEqual({ unknown: [], lacking: [] });
      for (const [name, at] of Object.entries(call.keep)) known.set(name, valueAt(answer, at));
    },
    120_000,
  );

  it.each([...byWords].filter(([, command]) => needs(command).length > 0))(
    '%s with -o and nothing else names what is missing, and does nothing',
    async (words, command) => {
      const { code, output } = await run([...words.split(' '), '-o', '--json']);
      expect(code).toBe(2);
      const { error } = json.extend({ error: z.object({ message: z.string() }) }).parse(JSON.parse(output));
      for (const name of needs(command)) expect(error.message).toContain(name);
    },
  );
});

/** Keys of an answer that docs/cli.md does not name, and named ones that it lacks; those with a remark may be absent. */
function wrongKeys(words: string, answer: object): { unknown: string[]; lacking: string[] } {
  const documented = byWords.get(words)?.jsonKeys ?? [];
  const isAlone = documented.some((key) => /alone|not with/.test(key));
  const always = isAlone ? [] : documented.filter((key) => !key.includes('('));
  const all = documented.flatMap((key) => key.replace(/ \(.*/, '').split(', '));
  return {
    unknown: Object.keys(answer).filter((key) => !['ok', 'version', 'error', ...all].includes(key)),
    lacking: always.filter((key) => !Object.hasOwn(answer, key)),
  };
}

function valueAt(answer: unknown, at: string): string {
  let here = answer;
  for (const key of at.split('.'))
    here = z
      .union([
        z.array(z.unknown()).transform((list) => list[Number(key)]),
        z.looseObject({}).transform((found) => found[key]),
      ])
      .parse(here);
  return z.string().parse(here);
}

function needs(command: (typeof commands)[number]): string[] {
  return [
    ...command.registeredArguments.filter(isNeeded).map((one) => one.name()),
    ...command.options.filter(isNeeded).map((one) => one.long ?? ''),
  ];
}

describe.skipIf(process.platform === 'win32')('at a terminal', () => {
  it('every command that lacks something asks for it, and Ctrl-C ends it with 130', async () => {
    const lines = [...byWords]
      .filter(([, command]) => needs(command).length > 0)
      .map(([words]) => words.split(' '));
    const ended = await atTerminal(folder, lines, '\u0003');
    expect(ended.filter(({ code }) => code !== 130)).toEqual([]);
  }, 120_000);

  it('every other command ends without a question where nothing is left open', async () => {
    const lines = calls
      .filter(({ command, code }) => code === 0 && needs(byWords.get(command)!).length === 0)
      .filter(({ command }) => !changing.has(command))
      .map(({ command, rest }) => wordsFor(command, rest));
    const ended = await atTerminal(folder, lines, '');
    expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
  }, 120_000);
});

/** Calls that cannot be made a second time. */
const changing = new Set(['init app', 'golden check', 'remove app', 'run', 'try', 'replay service']);
