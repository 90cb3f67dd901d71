import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEndpoint } from '../../main/platform/index.ts';

const entry = fileURLToPath(new URL('index.ts', import.meta.url));
const patience = { timeout: 180_000 };

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'demo-'));
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

/** Starts the demo; `said` grows as it speaks. */
function startDemo(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [entry, '--home', home], { env: { ...process.env, ...env } });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return { child, said, ended: once(child, 'close') };
}

async function demo(env?: Record<string, string>) {
  const { child, said, ended } = startDemo(env);
  await ended;
  return { code: child.exitCode, ...said };
}

/** The lines of the table of jobs, as job and state. */
const jobStates = (stdout: string) =>
  [...stdout.matchAll(/^(series_report|intensity_preview) +(\S+)/gm)].map((match) => [match[1], match[2]]);
const bothSucceeded = [
  ['series_report', 'succeeded'],
  ['intensity_preview', 'succeeded'],
];

describe('npm run demo', () => {
  it(
    'names an unusable Python in one sentence, works once it is there, and a second time on what is there',
    patience,
    async () => {
      const without = await demo({ DCM_PROCESSOR_PYTHON: path.join(home, 'no-python') });
      expect(without.code).toBe(1);
      expect(without.stderr).toMatch(/^Error: .*no-python.* Install Python 3\.6 or newer/m);

      const first = await demo();
      expect(first.stderr).toContain('108 were there already');
      expect([first.code, jobStates(first.stdout)]).toEqual([0, bothSucceeded]);
      expect(first.stdout).toMatch(/20240311 +CT chest and abdomen +CT +1 +60\n20240402 +MR head +MR +2 +48/);
      const pages = [...first.stdout.matchAll(/^ {2}(.*\.html)$/gm)].map((match) => match[1] ?? '');
      expect(pages).toHaveLength(2);
      expect(await readFile(pages[0] ?? '', 'utf8')).toContain('3 series, 108 images');

      const second = await demo();
      expect([second.code, jobStates(second.stdout)]).toEqual([0, bothSucceeded]);
      expect(second.stdout).not.toContain(pages[0]);
      expect(pages.every((page) => existsSync(page))).toBe(true);
    },
  );

  it(
    'finishes what a killed call has begun, demo and engine both killed while jobs are planned or run',
    patience,
    async () => {
      const { child, said, ended } = startDemo();
      while (!said.stderr.includes('Imported 108 new images')) await once(child.stderr, 'data');
      const engine = readEndpoint(home)?.pid;
      expect(engine).toBeTypeOf('number');
      process.kill(engine ?? 0, 'SIGKILL');
      child.kill('SIGKILL');
      await ended;

      const again = await demo();
      expect([again.code, jobStates(again.stdout)]).toEqual([0, bothSucceeded]);
    },
  );
});
