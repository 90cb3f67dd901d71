import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dropOnWindow, expect, test } from './support/index.ts';

test('on a fresh machine, the keyboard alone creates the first application where it was told to', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const folder = path.join(scratch, 'disk with room', 'brain');
  await expect(page.getByRole('heading', { name: 'Create your first application' })).toBeVisible();
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('Brain MRI');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Folder', { exact: true })).toBeFocused();
  await page.keyboard.type(folder);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Brain MRI/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ready for the first images' })).toBeVisible();
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['application.json', 'archive', 'history.sqlite']),
  );
});

test('a refused name or folder is explained at its field, and the form can be sent again', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const name = page.getByLabel('Name');
  const folder = page.getByLabel('Folder', { exact: true });
  const create = page.getByRole('button', { name: 'Create application' });
  const full = path.join(scratch, 'full');
  await mkdir(full);
  await writeFile(path.join(full, 'thesis.txt'), 'not to be lost');

  await create.click();
  await expect(name).toHaveAccessibleDescription(/must not be empty/i);
  await expect(name).toBeFocused();

  await name.fill('a/b');
  await create.click();
  await expect(name).toHaveAccessibleDescription(/must not contain/i);

  await name.fill('First');
  await folder.fill('some/where');
  await create.click();
  await expect(folder).toHaveAccessibleDescription(/must be a full path/);

  await folder.fill(full);
  await create.click();
  await expect(folder).toHaveAccessibleDescription(/is not empty/);
  await expect(folder).toBeFocused();
  expect(await readdir(full)).toEqual(['thesis.txt']);

  await folder.fill('');
  await create.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await page.getByRole('button', { name: /First/ }).click();
  await page.getByRole('menuitem', { name: 'New application…' }).click();
  await page.getByLabel('Name').fill('FIRST');
  await page.getByRole('button', { name: 'Create application' }).click();
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription(/already an application named "FIRST"/);
  await page.getByRole('link', { name: 'Back' }).click();
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
  await expect(page.getByText('No application yet')).toBeVisible();
  await expect(greeting).toBeVisible();
});
