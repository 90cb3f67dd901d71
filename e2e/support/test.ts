import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { TestInfo } from '@playwright/test';
import { answerClosing } from './desktopChoice.ts';
import { startPackaged } from './packaged.ts';
import type { PackagedProgram } from './packaged.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

/** Starts and ends of the program on one data home. */
export interface Desktop {
  /** The data home of all starts; it does not exist before the first one. */
  readonly home: string;
  /** @param args files that the system hands over */
  start(args?: readonly string[]): Promise<Program>;
}

interface Fixtures {
  /** A folder of the test's own, gone afterwards. */
  scratch: string;
  desktop: Desktop;
  /** The packaged program, started on a data home in the scratch folder; `ensurePackaged` comes first. */
  packaged: PackagedProgram;
}

/** Longest wait for the picture of a window that may stand still. */
const longestPictureMs = 10_000;
/** Longest orderly end of the program: its engine may take 20 seconds. */
const longestEndMs = 25_000;

/** Tests on the real program: what it wrote is kept when one fails, and a page that complains fails it. */
export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of wanted fixtures from the pattern
  scratch: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'dcm-processor-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  desktop: async ({ scratch }, use, testInfo) => {
    const programs: Program[] = [];
    const home = path.join(scratch, 'home');
    await use({
      home,
      async start(args) {
        await answerClosing(home, 'quit');
        const program = await startProgram(home, args);
        programs.push(program);
        return program;
      },
    });
    await conclude(testInfo, programs, home);
  },
  packaged: async ({ scratch }, use, testInfo) => {
    const home = path.join(scratch, 'home');
    await answerClosing(home, 'quit');
    const program = await startPackaged(home);
    await use(program);
    await conclude(testInfo, [program], home);
  },
});

type AnyProgram = Pick<
  Program | PackagedProgram,
  'page' | 'problems' | 'running' | 'output' | 'close' | 'kill'
>;

/** Ends what still runs, keeps what explains a failure, and fails for what a page complained about. */
async function conclude(testInfo: TestInfo, programs: readonly AnyProgram[], home: string): Promise<void> {
  const failed = testInfo.status !== testInfo.expectedStatus;
  for (const [index, program] of programs.entries()) {
    if (failed) await attachState(testInfo, program, index + 1);
    if (program.running) await end(program);
  }
  if (failed) await attachLogs(testInfo, path.join(home, 'logs'));
  expect(
    programs.flatMap(({ problems }) => problems.unexpected()),
    'complaints of the page',
  ).toEqual([]);
}

async function end(program: AnyProgram): Promise<void> {
  const timer = setTimeout(() => void program.kill(), longestEndMs);
  await program.close();
  clearTimeout(timer);
}

async function attachState(testInfo: TestInfo, program: AnyProgram, start: number): Promise<void> {
  await testInfo.attach(`output of start ${start}`, { body: program.output(), contentType: 'text/plain' });
  if (!program.running) return;
  const body = await program.page.screenshot({ timeout: longestPictureMs }).catch(() => null);
  if (body !== null) await testInfo.attach(`window of start ${start}`, { body, contentType: 'image/png' });
}

/** What the engine wrote: of a window that waited it says whether the engine did. */
async function attachLogs(testInfo: TestInfo, folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    await testInfo.attach(name, { path: path.join(folder, name), contentType: 'text/plain' });
}
