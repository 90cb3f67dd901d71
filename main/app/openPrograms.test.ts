import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openInEditor, openInTerminal } from './openPrograms.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'open-programs-'));
  vi.stubEnv('DISPLAY', ':99');
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a program that notes its arguments; returns how they are awaited. */
function writeProgram(name: string): () => Promise<unknown> {
  const seen = path.join(folder, `${name}-seen`);
  writeFileSync(
    path.join(folder, name),
    `#!${process.execPath}\nconst fs = require('fs');\nfs.writeFileSync(${JSON.stringify(`${seen}.part`)}, JSON.stringify(process.argv.slice(2)));\nfs.renameSync(${JSON.stringify(`${seen}.part`)}, ${JSON.stringify(seen)});\n`,
  );
  chmodSync(path.join(folder, name), 0o755);
  return async () => {
    await expect.poll(() => existsSync(seen), { timeout: 30_000 }).toBe(true);
    return JSON.parse(readFileSync(seen, 'utf8'));
  };
}

it.runIf(process.platform === 'linux')(
  'hands a program to the terminal as it is, whatever stands in its arguments',
  async () => {
    const argumentsOf = writeProgram('xterm');
    const program = ['/usr/bin/python3', "a b; rm -rf '$HOME'", 'shell'];
    expect(await openInTerminal(program)).toBe(true);
    expect(await argumentsOf()).toEqual(['-e', ...program]);
  },
);

it.runIf(process.platform === 'linux')('opens a folder in VS Code, whatever it is called', async () => {
  expect(await openInEditor('/data/-lung')).toBe(false);
  const argumentsOf = writeProgram('code');
  const odd = '/data/a b; rm -rf $HOME';
  expect(await openInEditor(odd)).toBe(true);
  expect(await argumentsOf()).toEqual([odd]);
});

it.runIf(process.platform === 'linux')(
  'says that there is no terminal, so that the command can be shown',
  async () => {
    expect(await openInTerminal(['/usr/bin/python3'])).toBe(false);
  },
);
