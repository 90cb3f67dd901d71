import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  ask,
  beginRun,
  expect,
  inspectScreen,
  makeApplication,
  test,
  visit,
  writeService,
  writeTinyPatient,
} from './support/index.ts';

test.setTimeout(180_000);

test('a service is changed, followed, run again, backed up and removed on its page, and its files stay as they are', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const folder = await writeService(scratch, { name: 'lung', settings: { timeout: '5m' } });
  await ask(page, 'services.install', { application, path: folder });
  const get = () => ask(page, 'services.get', { application, name: 'lung' });
  await visit(page, `/a/${application}/services/lung`);

  await test.step('fields of a job take the place of those of settings.json, and go back to them', async () => {
    const timeout = page.getByRole('textbox', { name: 'Longest time' });
    await timeout.fill('soon');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(timeout).toHaveAttribute('aria-invalid', 'true');
    await timeout.fill('2h');
    await page.getByRole('textbox', { name: 'Parameters' }).fill('{"threshold": 3}');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('settings.json: 5m')).toBeVisible();
    await inspectScreen(app, page, 'service-changed');
    expect((await get()).jobList[0]?.changes).toEqual({ timeout: '2h', params: { threshold: 3 } });
    await page.getByRole('button', { name: 'Reset all' }).click();
    await expect(timeout).toHaveValue('5m');
    expect((await get()).jobList[0]?.changes).toEqual({});
  });

  await test.step('it is turned off and on', async () => {
    await page.getByRole('switch', { name: 'lung is asked at arrivals' }).press('Space');
    await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
    await page.getByRole('switch', { name: 'lung is asked at arrivals' }).press('Space');
    await expect(page.getByText('Disabled', { exact: true })).toHaveCount(0);
  });

  await test.step('it follows its folder, and runs again on the same patient with one click', async () => {
    await page.getByRole('tab', { name: 'Development' }).click();
    await page.getByRole('button', { name: 'Follow this folder' }).click();
    await expect(page.getByText('Follows its folder')).toBeVisible();
    await writeTinyPatient(path.join(scratch, 'patient'), 'TINY-7');
    await beginRun(page, application, [path.join(scratch, 'patient')]);
    const table = page.getByRole('table', { name: 'Latest runs of its jobs' });
    await expect(table.getByRole('row').filter({ hasText: 'Run 1' })).toContainText('Succeeded');
    await table.getByRole('button', { name: 'Run again on TINY-7' }).click();
    await expect(table.getByRole('row').filter({ hasText: 'Run 2' })).toContainText('Succeeded');
    await inspectScreen(app, page, 'service-followed');
  });

  await test.step('it is removed with a backup, and the folder that is worked on stays', async () => {
    await page.getByRole('button', { name: 'What to do with lung' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Back it up first' }).press('Space');
    const backup = path.join(scratch, 'lung.zip');
    await dialog.getByRole('textbox', { name: 'Back up to' }).fill(backup);
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
    expect(existsSync(backup)).toBe(true);
    expect(existsSync(path.join(folder, 'registry', 'settings.json'))).toBe(true);
  });
});
