import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { electronEnvironment, ensureElectron, inRoot, root } from '../setup/index.mjs';

/** As root, Electron starts only without its sandbox; and a display without a screen has no graphics card. */
const testSwitches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];

/**
 * For Playwright's `_electron.launch`: the built window of this checkout on a data home of the test's own.
 * @param args files to open
 */
export async function windowForTests(home: string, args: readonly string[] = []) {
  const toolchain = await ensureElectron();
  return {
    executablePath: toolchain.executable,
    args: [...testSwitches, root, ...args],
    env: environment({ ...electronEnvironment(toolchain), DCM_PROCESSOR_HOME: home }),
  };
}

/** The packaged program while a test runs it. */
export interface PackagedWindow {
  page: Page;
  /** Ends the program as the system would. */
  close(): Promise<void>;
}

/**
 * Starts the packaged program, which takes no debugger and so cannot be driven by `_electron.launch`, only through its page.
 * @throws Error with what it printed when it ends instead of opening its window
 */
export async function openPackagedWindow(home: string): Promise<PackagedWindow> {
  const program = spawn(packagedProgram, [...testSwitches, '--remote-debugging-port=0'], {
    env: environment({ ...process.env, DCM_PROCESSOR_HOME: home, DCM_PROCESSOR_SQLITE_BINDING: undefined }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(program));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The packaged program has no page.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return {
    page,
    async close() {
      const ended = new Promise((resolve) => program.once('exit', resolve));
      program.kill();
      await ended;
    },
  };
}

/** Below `dist`, as electron-builder lays the program out before it goes into an installer. */
const packagedProgram = {
  linux: inRoot('dist', 'linux-unpacked', 'dcm-processor-desktop'),
  darwin: inRoot(
    'dist',
    process.arch === 'arm64' ? 'mac-arm64' : 'mac',
    'DCM Processor.app',
    'Contents',
    'MacOS',
    'DCM Processor',
  ),
  win32: inRoot('dist', 'win-unpacked', 'DCM Processor.exe'),
}[process.platform as 'linux' | 'darwin' | 'win32'];

function debuggingAddress(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const [, address] = /^DevTools listening on (\S+)/m.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    program.once('error', reject);
    program.once('exit', (code) =>
      reject(new Error(`The packaged program ended with code ${code}:\n${said}`)),
    );
  });
}

/** Playwright takes no variables without a value. */
function environment(variables: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
