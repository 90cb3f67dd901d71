import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { buildInstance } from '../scripts/phantom/index.ts';
import {
  answerSaving,
  ask,
  expect,
  expectAccessible,
  holdPort,
  importPaths,
  inspectScreen,
  makeApplication,
  runCommand,
  test,
} from './support/index.ts';

test('whatever has a name is found and done by keys, shortcuts are listed, and what is broken is mended and reported', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const patient = path.join(scratch, 'patient');
  await mkdir(patient);
  const instance = buildInstance({ PatientName: 'Quittenbaum^Ottilie', PatientID: 'QO-4711' });
  await writeFile(path.join(patient, '1'), instance);
  await importPaths(page, application, [patient]);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await test.step('the palette', async () => {
    const field = page.getByRole('combobox', { name: 'Find' });
    await page.keyboard.press('ControlOrMeta+k');
    await expect(field).toBeFocused();
    await inspectScreen(app, page, 'palette');
    await field.fill('quitt');
    const found = page.getByRole('option', { name: /Quittenbaum/ });
    await expect(found).toHaveAttribute('aria-selected', 'true');
    await expectAccessible(page, 'what the palette found');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /Quittenbaum/ })).toBeVisible();

    await page.keyboard.press('ControlOrMeta+1');
    await expect(page.getByText('complete in')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await field.fill('process all');
    await page.keyboard.press('Enter');
    await expect(page.getByText('complete in')).toBeHidden();

    await page.keyboard.press('ControlOrMeta+k');
    await field.fill('largest pdu');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Largest PDU' })).toBeFocused();
    // What is typed there is no shortcut; until the engine has answered, a dialog would have opened.
    await page.keyboard.type('?');
    await ask(page, 'engine.status', {});
    await expect(page.getByRole('textbox', { name: 'Largest PDU' })).toBeFocused();
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('the shortcuts', async () => {
    await page.keyboard.press('ControlOrMeta+3');
    await expect(page.getByRole('heading', { level: 1, name: 'Studies' })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+f');
    await expect(page.getByRole('main').getByLabel('Search studies')).toBeFocused();
    await page.keyboard.press('ControlOrMeta+4');
    await expect(page.getByRole('heading', { level: 1, name: 'Runs' })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.getByRole('heading', { level: 1, name: 'Studies' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await inspectScreen(app, page, 'shortcuts');
    // The keys of the menu, which come to it where the page leaves them, change nothing below the dialog.
    await pressInMenu(app, 'Settings');
    await ask(page, 'engine.status', {});
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('heading', { level: 1, name: 'Studies' })).toBeVisible();
    await pressInMenu(app, 'Settings');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  });

  const { port, release } = await holdPort();
  await test.step('a port that is taken is mended by its button', async () => {
    await runCommand(desktop.home, [
      'set',
      'application',
      application,
      `scp=${JSON.stringify({ enabled: true, port })}`,
    ]);
    await page.keyboard.press('ControlOrMeta+Shift+d');
    await expect(page.getByRole('heading', { level: 1, name: 'Diagnostics' })).toBeVisible();
    const ports = page.getByRole('listitem', { name: /: Ports$/ });
    await expect(ports).toContainText(`Port ${port} is used by another program`);
    await expect(page.getByRole('main').getByText('1 wrong')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: /^Check \d+: Ports$/ }).click();
    await expect(ports).toBeFocused();
    await inspectScreen(app, page, 'diagnostics');
    await ports.getByRole('button', { name: 'Take a free port' }).click();
    await expect(ports).toContainText('All ports are free for their doors.');
    await expect(ports.getByRole('button', { name: 'Take a free port' })).toHaveCount(0);
  });
  await release();

  await test.step('the report is shown before it is saved, without the patient', async () => {
    const file = path.join(scratch, 'report.txt');
    await answerSaving(app, file);
    await page.getByRole('button', { name: 'Report…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Report for who helps you' });
    await expect(dialog.getByRole('group', { name: 'Report' })).toContainText('DCM Processor', {
      timeout: 60_000,
    });
    await inspectScreen(app, page, 'diagnostics-report');
    const shown = await dialog.locator('pre').textContent();
    await dialog.getByRole('button', { name: 'Save…' }).click();
    await expect(dialog).toBeHidden();
    expect(await readFile(file, 'utf8')).toBe(shown);
    expect(shown).not.toMatch(/quittenbaum|ottilie|4711/i);
    expect(shown).toContain('Window and engine are both version');
  });
});

/** Does what the program does with the keys of a command in its menu, which no key that Playwright presses comes to. */
function pressInMenu(app: ElectronApplication, label: string): Promise<void> {
  return app.evaluate(({ BrowserWindow, Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    const item = items.find((one) => one.label.replace('&', '') === wanted);
    const [window] = BrowserWindow.getAllWindows();
    if (item === undefined || window === undefined) throw new Error(`There is no "${wanted}" in the menu.`);
    item.click({ triggeredByAccelerator: true }, window, window.webContents);
  }, label);
}
