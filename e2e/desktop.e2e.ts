import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ElectronApplication } from '@playwright/test';
import {
  answerClosing,
  ask,
  askShell,
  beginRun,
  expect,
  expectAccessible,
  goTo,
  inspectScreen,
  installServices,
  killTree,
  makeApplication,
  runCommand,
  sandboxArguments,
  startCommand,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

const run = promisify(execFile);
const isVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
/** Starts the program once more, as a click or a link does. */
async function startAgain(home: string, words: readonly string[] = []): Promise<void> {
  const { executablePath, args, env } = await startCommand(home, words);
  await run(executablePath, args, { env, timeout: 60_000 });
}

test('closing the window asks once, and then the program goes on without it until it is wanted', async ({
  desktop,
}) => {
  await answerClosing(desktop.home, 'ask');
  const { app, page } = await desktop.start();
  await makeApplication(page);
  await closeWindow(app);
  const question = page.getByRole('dialog', { name: 'Keep running in the background?' });
  await expect(question).toBeVisible();
  await expectAccessible(page, 'the question');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(await isVisible(app), 'after Escape').toBe(true);

  await closeWindow(app);
  await question.getByRole('button', { name: 'Keep running' }).click();
  await expect.poll(() => isVisible(app)).toBe(false);
  expect(await runCommand(desktop.home, ['show', 'engine'])).toMatchObject({ ok: true });

  await startAgain(desktop.home);
  await expect.poll(() => isVisible(app)).toBe(true);
  await closeWindow(app);
  await expect.poll(() => isVisible(app), 'without being asked').toBe(false);
  await startAgain(desktop.home);
  await goTo(page, 'Settings');
  await page.getByRole('radiogroup', { name: 'Closing the window' }).getByText('Quit').click();
});

test('a window is asked about where it can be seen, also with a crashed view; one that hangs is closed', async ({
  desktop,
}) => {
  await answerClosing(desktop.home, 'ask');
  const { app, page, problems } = await desktop.start();
  problems.allow(/This view is broken/);
  const application = await makeApplication(page);
  const question = page.getByRole('dialog', { name: 'Keep running in the background?' });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await closeWindow(app);
  await expect.poll(() => isVisible(app), 'a question that nobody sees').toBe(true);
  await expect(question).toBeVisible();

  // A disk that takes nothing: nothing can be kept, and what was meant is done all the same.
  const kept = path.join(desktop.home, 'window', 'desktop.json');
  await rm(kept);
  await mkdir(kept);
  await question.getByRole('button', { name: 'Keep running' }).click();
  await expect.poll(() => isVisible(app), 'though it could not be kept').toBe(false);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await expect(page.getByText('What you chose could not be kept.')).toBeVisible();

  await visit(page, `/a/${application}/peers`);
  await expect(page.getByRole('heading', { level: 1, name: 'Peers' })).toBeVisible();
  await page.evaluate(() => {
    // Most views ask for it.
    Object.assign(Array.prototype, {
      flatMap() {
        throw new Error('This view is broken.');
      },
    });
  });
  await visit(page, `/a/${application}/completeness`);
  await expect(page.getByRole('heading', { name: 'This view stopped working' })).toBeVisible();
  await closeWindow(app);
  await expect(question, 'beside a view that crashed').toBeVisible();
  await question.getByRole('button', { name: 'Cancel' }).click();

  const ended = app.waitForEvent('close');
  // Only a page that hangs already hears nothing of the first closing.
  const begins = page.waitForEvent('console', (message) => message.text() === 'hangs');
  const hanging = page.evaluate(() => {
    // oxlint-disable-next-line no-console -- what it last said is all that a hanging page can tell
    console.info('hangs');
    for (;;);
  });
  hanging.catch(() => undefined);
  await begins;
  await closeWindow(app);
  await closeWindow(app);
  await ended;
});

test('a page whose process dies is loaded again where it was, and says so', async ({ desktop }) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  await visit(page, `/a/${application}/peers`);
  await expect(page.getByRole('heading', { level: 1, name: 'Peers' })).toBeVisible();
  await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  const shown = () => textOf(app);
  await expect.poll(shown).toContain('The window had stopped working and was loaded again.');
  await expect.poll(shown).toContain('No peers yet');
});

test('a page that does not answer is asked about, and loaded anew when its person says so', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await app.evaluate(
    ({ BrowserWindow, dialog }) =>
      new Promise<void>((resolve) => {
        // The answer of the person: "Load it anew".
        dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
        const [window] = BrowserWindow.getAllWindows();
        window?.webContents.once('did-finish-load', () => resolve());
        // Chromium says nothing of a page that has a debugger, as this test is one.
        window?.emit('unresponsive');
      }),
  );
  await expect.poll(() => textOf(app)).toContain('The window had stopped working and was loaded again.');
});

/** What the window shows, asked of itself: the page that the test spoke with is gone. */
function textOf(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) =>
    String(await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText')),
  );
}

/** What a session makes of an entry: its rules for quotes are those of a shell, behind one more for backslashes. */
async function sessionWords(entry: string): Promise<string[]> {
  const [, exec = ''] = /^Exec=(.*)$/m.exec(entry) ?? [];
  const text = `printf '%s\\0' ${exec.replaceAll('\\\\', '\\')}`;
  const { stdout } = await run('sh', ['-c', text]);
  return stdout.split('\0').slice(0, -1);
}
const listedSchema = z.object({
  applications: z.array(z.object({ name: z.string(), life: z.object({ state: z.string() }) })),
});

test.describe('on Linux', () => {
  test.skip(process.platform !== 'linux', 'other systems keep login items to themselves');
  let config: string;
  const before = process.env['XDG_CONFIG_HOME'];
  test.beforeEach(({ scratch }) => {
    config = path.join(scratch, 'config');
    process.env['XDG_CONFIG_HOME'] = config;
  });
  test.afterEach(() => {
    if (before === undefined) delete process.env['XDG_CONFIG_HOME'];
    else process.env['XDG_CONFIG_HOME'] = before;
  });

  test('at login the session starts what was chosen: no window, an engine, and its applications', async ({
    desktop,
  }) => {
    const first = await desktop.start();
    await makeApplication(first.page);
    await runCommand(desktop.home, ['create', 'app', '--name', 'Quiet']);
    await runCommand(desktop.home, ['set', 'application', 'Quiet', 'startAtLogin=false']);
    await goTo(first.page, 'Settings');
    await first.page.getByRole('switch', { name: 'Start at login' }).click();
    await expect(first.page.getByText('Your session runs:')).toContainText('--hidden');
    await expect(first.page.getByRole('switch', { name: 'Start this application then' })).toBeChecked();
    await inspectScreen(first.app, first.page, 'settings-this-computer');
    await first.close();

    const folder = path.join(config, 'autostart');
    const [entry = ''] = await readdir(folder);
    const [program = '', ...words] = await sessionWords(await readFile(path.join(folder, entry), 'utf8'));
    // The data home is in the entry: a session knows nothing of a terminal's variables.
    const { DCM_PROCESSOR_HOME: _home, ...env } = (await startCommand(desktop.home, [])).env;
    const session = spawn(program, [...sandboxArguments, ...words], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    try {
      expect(await once(session, 'message')).toMatchObject([{ kind: 'hidden' }]);
      const states = async () =>
        listedSchema
          .parse(await runCommand(desktop.home, ['list', 'app']))
          .applications.map(({ name, life }) => `${name}: ${life.state}`)
          .toSorted();
      await expect.poll(states).toEqual(['Quiet: stopped', 'Test bench: running']);
    } finally {
      if (session.pid !== undefined) await killTree(session.pid);
    }
  });
});

test('a link from outside leads to its place in the window that is open', async ({ desktop }) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await startAgain(desktop.home, [`dcm-processor://open/${application}/study/none`]);
  await expect(page.getByText('There is no such study in the archive.')).toBeVisible();
  await startAgain(desktop.home, [`dcm-processor://open/${application}/service/none`]);
  await expect(page.getByRole('heading', { level: 1, name: 'none' })).toBeVisible();
  await startAgain(desktop.home, [`dcm-processor://open/${application}/disk`]);
  await expect(page.getByRole('heading', { level: 1, name: 'Disk space' })).toBeVisible();
  for (const hostile of [`dcm-processor://open/${application}/../../etc`, 'DCM-PROCESSOR://open/a1/run/x'])
    await startAgain(desktop.home, [hostile]);
  // The shell answers after all that it told the page before.
  await askShell(page, 'shell.info', {});
  expect((await ask(page, 'tasks.list', { application })).rows, 'imports of what is no file').toEqual([]);
  await expect(page.getByRole('heading', { level: 1, name: 'Disk space' })).toBeVisible();
  await startAgain(desktop.home, [`dcm-processor://open/${application}`]);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

/** What Electron's main process keeps of notifications, which nobody here could click. */
interface Notified {
  notified?: { title: string; body: string; click: () => void }[];
}

test('a failed run is told without the name of its patient, and a click on it leads to the run', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  await installServices(page, application, scratch, [{ name: 'raises', worker: 'raise ValueError("no")' }]);
  await app.evaluate(({ BrowserWindow, Notification }) => {
    const notified: NonNullable<Notified['notified']> = [];
    (globalThis as Notified).notified = notified;
    // A machine for tests may have nothing that shows them.
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      notified.push({ title: this.title, body: this.body, click: () => this.emit('click') });
    };
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  const told = () =>
    app.evaluate(() => (globalThis as Notified).notified?.map(({ title, body }) => `${title}. ${body}`));
  const patient = path.join(scratch, 'patient');
  await writeTinyPatient(patient);
  await beginRun(page, application, [patient]);
  await expect.poll(told).toEqual(['A run failed: Test bench. Run 1: 1 job failed.']);
  await app.evaluate(() => (globalThis as Notified).notified?.[0]?.click());
  await expect.poll(() => isVisible(app)).toBe(true);
  await expect(page.getByRole('heading', { level: 1, name: /Run 1/ })).toBeVisible();
});
