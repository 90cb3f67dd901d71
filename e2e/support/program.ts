import { _electron as electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronEnvironment, ensureElectron, root } from '../../scripts/setup/index.mjs';
import { watchPages } from './pageProblems.ts';
import type { PageProblems } from './pageProblems.ts';
import { killTree } from './processes.ts';

/** One start of the program in a checkout, with its window open. */
export interface Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly problems: PageProblems;
  readonly running: boolean;
  /** All that it wrote to standard output and standard error. */
  output(): string;
  /** Closes the window as a person does, and waits until the program has ended. */
  close(): Promise<void>;
  /** Ends all of its processes at once and without a word, as a power cut would. */
  kill(): Promise<void>;
}

/** What Electron is started with: executable, arguments and environment of a program on a data home. */
export interface StartCommand {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

/** Electron gives root no sandbox and says so instead of starting. */
export const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** @param args what the system hands over: files to open */
export async function startCommand(home: string, args: readonly string[]): Promise<StartCommand> {
  const toolchain = await ensureElectron();
  return {
    executablePath: toolchain.executable,
    args: [...sandboxArguments, root, ...args],
    env: environmentOf(electronEnvironment(toolchain), home),
  };
}

/** The environment for a program on a data home of its own. */
export function environmentOf(base: NodeJS.ProcessEnv, home: string): Record<string, string> {
  const given = Object.entries(base).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), DCM_PROCESSOR_HOME: home };
}

/** Starts the program and resolves when its page is there. */
export async function startProgram(home: string, args: readonly string[] = []): Promise<Program> {
  // The page decides about its colours itself; tests choose others later.
  const app = await electron.launch({ ...(await startCommand(home, args)), colorScheme: null });
  const electronProcess = app.process();
  const { pid } = electronProcess;
  if (pid === undefined) throw new Error('Electron was started without a process.');
  const output: Buffer[] = [];
  for (const stream of [electronProcess.stdout, electronProcess.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk));

  let running = true;
  const ended = new Promise<void>((resolve) => {
    app.once('close', () => {
      running = false;
      resolve();
    });
  });
  const problems = watchPages(app.context());
  const page = await app.firstWindow();
  return {
    app,
    page,
    problems,
    get running() {
      return running;
    },
    output: () => Buffer.concat(output).toString('utf8'),
    async close() {
      await app.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close();
      });
      await ended;
    },
    async kill() {
      await killTree(pid);
      await ended;
    },
  };
}
