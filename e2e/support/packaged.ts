import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { fingerprint } from '../../scripts/build/index.ts';
import { packagedProgram, packageProgram } from '../../scripts/package/index.ts';
import { ensureElectron, inRoot } from '../../scripts/setup/index.mjs';
import { watchPages } from './pageProblems.ts';
import type { PageProblems } from './pageProblems.ts';
import { killTree } from './processes.ts';
import { environmentOf, sandboxArguments } from './program.ts';

const run = promisify(execFile);

/** What the packaged program is made of. */
const sources = [
  'contract',
  'main',
  'preload',
  'renderer',
  'resources',
  'templates',
  'scripts/package',
  'electron-builder.yml',
];

/** A start of the packaged program, steered from outside: its fuses let no test into its main process. */
export interface PackagedProgram {
  readonly home: string;
  /** Its main process. */
  readonly pid: number;
  readonly page: Page;
  readonly problems: PageProblems;
  readonly running: boolean;
  /** All that it wrote to standard output and standard error. */
  output(): string;
  /** Closes the window and resolves with the exit code of the program. */
  close(): Promise<number | null>;
  kill(): Promise<void>;
}

/** Packages the program, unless what lies there is made of the same. */
export async function ensurePackaged(): Promise<void> {
  const stamp = inRoot('dist', '.packaged-from');
  const { version } = await ensureElectron();
  const wanted = `${version} ${fingerprint(sources)}`;
  if (existsSync(packagedProgram) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await packageProgram({ unpackedOnly: true });
  writeFileSync(stamp, wanted);
}

/** Starts the packaged program outside of the checkout, without anything of the checkout in its environment. */
export function startPackaged(home: string): Promise<PackagedProgram> {
  return startWatched({
    home,
    executable: packagedProgram,
    args: ['--inspect=0'],
    cwd: path.dirname(home),
    env: plainEnvironment(home),
  });
}

/** Starts an Electron program whose page can be reached from outside, and resolves when it is there. */
export async function startWatched({
  home,
  executable,
  args,
  cwd,
  env,
}: {
  home: string;
  executable: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}): Promise<PackagedProgram> {
  const child = spawn(executable, [...sandboxArguments, '--remote-debugging-port=0', ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const [, found] = /DevTools listening on (ws:\S+)/.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    void ended.then(() => reject(new Error(`The program ended at once:\n${output}`)));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The program was started without a process.');
  const kill = async () => {
    await killTree(pid);
    await ended;
  };
  const { page, problems } = await address.then(connect).catch(async (error: unknown) => {
    await kill();
    throw error;
  });
  return {
    home,
    pid,
    page,
    problems,
    get running() {
      return child.exitCode === null && child.signalCode === null;
    },
    output: () => output,
    async close() {
      await page.close();
      await ended;
      return child.exitCode;
    },
    kill,
  };
}

/** Finds the page of a program that listens for it. */
async function connect(address: string): Promise<{ page: Page; problems: PageProblems }> {
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The program shows no page.');
  const problems = watchPages(context);
  return { page: context.pages()[0] ?? (await context.waitForEvent('page')), problems };
}

/** Runs the packaged command line. Rejects unless it exits with 0. */
export async function runPackagedCommand(home: string, args: readonly string[]): Promise<string> {
  const name = process.platform === 'win32' ? 'dcm-processor.cmd' : 'dcm-processor';
  const resources =
    process.platform === 'darwin'
      ? path.join(path.dirname(packagedProgram), '..', 'Resources')
      : path.join(path.dirname(packagedProgram), 'resources');
  const { stdout } = await run(path.join(resources, 'bin', name), args, {
    cwd: path.dirname(home),
    env: plainEnvironment(home),
    timeout: 60_000,
  });
  return stdout;
}

function plainEnvironment(home: string): Record<string, string> {
  const { DCM_PROCESSOR_SQLITE_BINDING: _binding, NODE_OPTIONS: _options, ...env } = process.env;
  return environmentOf(env, home);
}
