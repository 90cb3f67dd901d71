import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  ask,
  expect,
  inspectWizard,
  makeApplication,
  runCommand,
  shownCommands,
  test,
  visit,
  wizardButton,
  wizardPage,
  writeService,
} from './support/index.ts';

test.setTimeout(240_000);

const next = (page: Page) => wizardButton(page, 'Next');

test('the mouse makes a worker of two environments with what services ask for, and the shown command makes the same', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => inspectWizard(app, page, `worker-wizard-${name}`);
  const application = await makeApplication(page);
  const service = await writeService(scratch, { name: 'lung', settings: { channel: 'ct' } });
  await writeFile(path.join(service, 'module', 'requirements.txt'), 'numpy==1.26.4\nnibabel==5.2.1\n');
  await ask(page, 'services.install', { application, path: service });

  await visit(page, `/a/${application}/new/worker`);
  await page.getByRole('textbox', { name: 'Name' }).fill('Imaging!');
  await page.getByRole('textbox', { name: 'Where' }).fill(path.join(scratch, 'workers'));
  await next(page).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'Name' }).fill('imaging');
  await look('about');
  await next(page).click();

  await expect(wizardPage(page, 'Base image')).toBeVisible();
  await page.getByText('debian:bookworm-slim', { exact: true }).click();
  await look('base');
  await next(page).click();

  await expect(wizardPage(page, 'Environments')).toBeVisible();
  await page.getByRole('combobox', { name: 'Channels' }).fill('ct');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByLabel('lung (its jobs run here)').check();
  await look('environments');
  await page.getByRole('button', { name: 'Another environment' }).click();
  await next(page).click();
  await expect(wizardPage(page, 'Commands')).toBeVisible();
  await look('script');
  await next(page).click();

  await expect(page.getByRole('group', { name: 'Text of Dockerfile' })).toContainText(
    'services/lung/requirements.txt',
  );
  await page.getByText('Only write the folder').click();
  await look('review');
  const commands = await shownCommands(page);
  await wizardButton(page, 'Write it').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Workers' })).toBeVisible();

  const written = path.join(scratch, 'workers', 'imaging', 'settings.json');
  const other = path.join(scratch, 'others');
  for (const words of commands)
    await runCommand(
      desktop.home,
      words.map((word) => (word === path.join(scratch, 'workers') ? other : word)),
    );
  expect(await readFile(path.join(other, 'imaging', 'settings.json'), 'utf8')).toBe(
    await readFile(written, 'utf8'),
  );
});

test('the keyboard alone makes a worker', async ({ desktop, scratch }) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await visit(page, `/a/${application}/new/worker`);
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('typed');
  await page.keyboard.press('Tab');
  await page.keyboard.type(scratch);
  await page.keyboard.press('Enter');
  for (const title of ['Base image', 'Environments', 'Commands', 'Look and write']) {
    await expect(wizardPage(page, title)).toBeVisible();
    if (title !== 'Look and write') await page.keyboard.press('Control+Enter');
  }
  await expect(page.getByRole('group', { name: 'Text of Dockerfile' })).toContainText('FROM ubuntu:22.04');
  await page.getByRole('radio', { name: 'Install and build it' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Only write the folder' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Workers' })).toBeVisible();
  expect(JSON.parse(await readFile(path.join(scratch, 'typed', 'settings.json'), 'utf8'))).toMatchObject({
    name: 'typed',
    environments: [{ name: 'base', channels: ['typed'] }],
  });
});
