import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkToEngine } from '../../link/index.ts';
import type { EngineLink } from '../../link/index.ts';
import { completionScripts } from './index.ts';

const program = fileURLToPath(new URL('../index.ts', import.meta.url));
let folder: string;
let link: EngineLink;

/** A shell with the program by its name in its PATH, an engine that runs, and a strange name in it. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cli-completion-'));
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'dcm-processor'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(path.join(bin, 'dcm-processor'), 0o755);
  mkdirSync(path.join(folder, 'work', 'my services'), { recursive: true });
  writeFileSync(path.join(folder, 'work', 'my file.dcm'), '');
  link = await linkToEngine(path.join(folder, 'home'));
  await link.client.request('applications.create', { name: 'Two words', options: {} });
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function shell(name: string, args: readonly string[], script: string): string {
  const { stdout, stderr, error } = spawnSync(name, [...args, '-c', script], {
    cwd: path.join(folder, 'work'),
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}`,
      DCM_PROCESSOR_HOME: path.join(folder, 'home'),
      HOME: folder,
      TERM: 'xterm',
    },
  });
  if (error !== undefined) throw error;
  expect(stderr).toBe('');
  return stdout;
}

const isThere = (name: string) => spawnSync(name, ['--version']).status === 0;

describe.skipIf(process.platform === 'win32')('bash', () => {
  const ask = (...words: string[]) =>
    shell(
      'bash',
      ['--norc'],
      `source <(dcm-processor completion bash)
COMP_WORDS=(dcm-processor ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_dcm_processor
printf '%s\\n' "\${COMPREPLY[@]}"`,
    ).split('\n');

  it('completes commands, choices, names with spaces as one word, files and folders', () => {
    expect(ask('create', 'w')).toEqual(['worker', '']);
    expect(ask('create', 'app', '--runtime', '=')).toEqual(['docker', 'local', '']);
    expect(ask('list', 'service', '--app', '')).toEqual(['Two\\ words', '']);
    expect(ask('create', 'worker', '--path', '')).toEqual(['my services', '']);
    expect(ask('import', 'my')).toEqual(expect.arrayContaining(['my services', 'my file.dcm']));
  }, 60_000);
});

describe.skipIf(!isThere('fish'))('fish', () => {
  it('completes commands with what they do, choices and names', () => {
    const out = shell(
      'fish',
      ['--no-config'],
      `dcm-processor completion fish | source
complete -C 'dcm-processor create w'
complete -C 'dcm-processor create app --runtime '
complete -C 'dcm-processor list service --app '`,
    );
    expect(out.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'worker',
      'docker',
      'local',
      'Two words',
      '',
    ]);
    expect(out).toContain('\twrite a new worker folder');
  }, 60_000);
});

describe.skipIf(!isThere('zsh'))('zsh', () => {
  it('completes a line at its prompt', () => {
    // A zsh at a terminal of its own, as somebody types.
    const out = shell(
      'zsh',
      ['-f'],
      `zmodload zsh/zpty
zpty shell zsh -f -i
seen() { local all; zpty -r shell all "*$1*"; print -r -- "$all"; }
zpty -w shell "bindkey -e; stty cols 200; PS1='>'; autoload -U compinit; compinit -u; source <(dcm-processor completion zsh); print -r rea''dy"
seen ready
zpty -n -w shell $'dcm-processor create app --name X --run\t'
seen '--runtime'
zpty -n -w shell $'doc\t'
seen docker
zpty -n -w shell $'\\C-aecho \\C-e; print e""nd\n'
seen end
zpty -d shell`,
    );
    expect(out).toMatch(/^dcm-processor create app --name X --runtime docker\r?$/m);
  }, 60_000);
});

it('the script for PowerShell hands over the words of the line, never as one string', () => {
  const script = completionScripts.powershell;
  expect(script).toContain('Register-ArgumentCompleter -Native -CommandName dcm-processor -ScriptBlock {');
  expect(script).toContain('& $program complete "--current=$wordToComplete" -- @before 2>$null');
  expect(script).toContain('-split "`t", 2');
  expect(script).not.toMatch(/Invoke-Expression[^\n]*\$|\$\{/);
  const count = (mark: string) => script.split(mark).length;
  for (const [open, close] of ['{}', '()', '[]'] as const) expect(count(open ?? '')).toBe(count(close ?? ''));
});
