import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dropOnWindow, expect, test, wizardButton, wizardPage } from './support/index.ts';

test('on a fresh machine, the keyboard alone creates the first application where it was told to', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const base = path.join(scratch, 'disk with room');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await expect(page.getByRole('heading', { name: 'Create your first application' })).toBeVisible();

  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.type('Brain MRI');
  await press('Tab');
  await expect(page.getByLabel('Base folder', { exact: true })).toBeFocused();
  await page.keyboard.type(base);
  await press('Enter');

  await expect(page.getByLabel('On this machine')).toBeFocused();
  await press('Enter');

  await expect(page.getByLabel('DICOM door')).toBeFocused();
  await press('Space', 'Tab', 'Control+a');
  await page.keyboard.type('BRAIN');
  await press('Tab', 'Control+a');
  await page.keyboard.type('0');
  await press('Enter');

  await expect(page.getByLabel('HTTP door')).toBeFocused();
  await press('Enter');
  await expect(page.getByLabel('Filter what arrives')).toBeFocused();
  await press('Enter');

  await expect(page.getByLabel('Process as one')).toBeFocused();
  await press('ArrowDown', 'ArrowDown', 'Enter');
  await expect(page.getByLabel('Process as one')).toHaveValue('Study');
  await press('Enter');

  await expect(page.getByRole('heading', { name: 'Summary' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('BRAIN at 127.0.0.1, any free port');
  await press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Brain MRI/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ready for the first images' })).toBeVisible();
  expect(await readdir(path.join(base, 'Brain MRI'))).toEqual(
    expect.arrayContaining(['application.json', 'archive', 'history.sqlite']),
  );
});

test('what was entered survives going back, leaving, and closing the window; Escape asks before it goes', async ({
  desktop,
}) => {
  const first = await desktop.start();
  await first.page.getByLabel('Name', { exact: true }).fill('Unfinished');
  await wizardButton(first.page, 'Next').click();
  await first.page.getByLabel('On this machine').press('Enter');
  await first.page.getByLabel('DICOM door').click();
  // Half typed: no port at all.
  await first.page.getByLabel('Port', { exact: true }).fill('');
  await wizardButton(first.page, 'Back').click();
  await expect(wizardPage(first.page, 'Where jobs run')).toBeVisible();
  await wizardButton(first.page, 'Next').click();
  await expect(first.page.getByLabel('Port', { exact: true })).toHaveValue('');
  await first.close();

  const { page } = await desktop.start();
  await expect(wizardPage(page, 'Receiving DICOM')).toBeVisible();
  await expect(page.getByText('Goes on from where you left it.')).toBeVisible();
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue('');

  await wizardButton(page, 'Next').click();
  await expect(page.getByLabel('Port', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Port', { exact: true })).toHaveAccessibleDescription(/number/i);
  await page.keyboard.type('0');
  await wizardButton(page, 'Skip to the summary').click();
  await wizardButton(page, 'Create application').click();
  await expect(page.getByRole('button', { name: /Unfinished/ })).toBeVisible();

  await page.getByRole('button', { name: /Unfinished/ }).click();
  await page.getByRole('menuitem', { name: 'New application…' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
  await page.keyboard.type('Second');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Leave this for now?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keep and leave' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await page.getByRole('button', { name: /Unfinished/ }).click();
  await page.getByRole('menuitem', { name: 'New application…' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Second');
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
  // Nothing is lost: nothing is asked.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('a refused name or folder is explained at its field, and the wizard goes on from there', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const name = page.getByLabel('Name', { exact: true });
  const folder = page.getByLabel('Base folder', { exact: true });
  const create = async () => {
    await wizardButton(page, 'Skip to the summary').click();
    await wizardButton(page, 'Create application').click();
  };
  await mkdir(path.join(scratch, 'First'));
  await writeFile(path.join(scratch, 'First', 'thesis.txt'), 'not to be lost');

  await wizardButton(page, 'Next').click();
  await expect(name).toHaveAccessibleDescription(/must not be empty/i);
  await expect(name).toBeFocused();

  await name.fill('a/b');
  await wizardButton(page, 'Next').click();
  await expect(name).toHaveAccessibleDescription(/must not contain/i);

  await name.fill('First');
  await folder.fill('some/where');
  await wizardButton(page, 'Next').click();
  await expect(folder).toHaveAccessibleDescription(/must be a full path/);

  await folder.fill(scratch);
  await wizardButton(page, 'Skip to the summary').click();
  await expect(folder).toHaveAccessibleDescription(/is not empty/);
  await expect(folder).toBeFocused();
  expect(await readdir(path.join(scratch, 'First'))).toEqual(['thesis.txt']);

  await folder.fill('');
  await create();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await page.getByRole('button', { name: /First/ }).click();
  await page.getByRole('menuitem', { name: 'New application…' }).click();
  await name.fill('FIRST');
  await wizardButton(page, 'Next').click();
  await expect(name).toHaveAccessibleDescription(/already an application named "FIRST"/);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('button', { name: /First/ })).toBeVisible();
});

test('what is dropped before there is an application is neither lost in silence nor opened by the page', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const file = path.join(scratch, 'page.html');
  await writeFile(file, '<h1>opened</h1>');
  const greeting = page.getByRole('heading', { name: 'Create your first application' });
  await expect(greeting).toBeVisible();
  await dropOnWindow(page, [file]);
  await expect(page.getByText('Nothing can be dropped here.')).toBeVisible();
  await expect(greeting).toBeVisible();
});
