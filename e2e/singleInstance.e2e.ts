import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  expect,
  makeApplication,
  startCommand,
  test,
  wizardButton,
  writeTinyPatient,
} from './support/index.ts';

const run = promisify(execFile);

test('a second start brings the first window forward, hands its files over and leaves', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  await makeApplication(page);
  const folder = path.join(scratch, 'patient');
  await writeTinyPatient(folder);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  expect(await isVisible()).toBe(false);

  const { executablePath, args, env } = await startCommand(desktop.home, [folder]);
  // Rejects unless it exits with 0.
  await run(executablePath, args, { env, timeout: 60_000 });
  expect(await isVisible()).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(page.getByRole('alert').filter({ hasText: '1 new' })).toBeVisible();
});

test('files given to the very first start are imported once there is an application', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'patient');
  await writeTinyPatient(folder);
  // As desktops of Linux hand files over.
  const { page } = await desktop.start([pathToFileURL(folder).href]);
  await page.getByRole('textbox', { name: 'Name' }).fill('Late');
  await wizardButton(page, 'Skip to the summary').click();
  await wizardButton(page, 'Create application').click();
  await expect(page.getByRole('alert').filter({ hasText: '1 new' })).toBeVisible();
});
