import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  ask,
  expect,
  inspectWizard,
  runCommand,
  shownCommands,
  test,
  wizardButton,
  wizardPage,
} from './support/index.ts';

const next = (page: Page) => wizardButton(page, 'Next');

test('the mouse walks through the wizard of an application, and the commands that it shows make the same one', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const base = path.join(scratch, 'disk with room');
  const data = path.join(scratch, 'large disk');
  const look = (name: string) => inspectWizard(app, page, `wizard-application-${name}`);

  await test.step('name and place', async () => {
    await expect(wizardPage(page, 'Name and place')).toBeVisible();
    await page.getByLabel('Name', { exact: true }).fill('Brain $(id) MRI');
    await page.getByLabel('Base folder', { exact: true }).fill(base);
    await expect(page.getByText(path.join(base, 'Brain $(id) MRI'))).toBeVisible();
    await page.getByLabel('Data folder', { exact: true }).fill(data);
    await look('place');
    await next(page).click();
  });

  await test.step('runtime and components', async () => {
    await expect(wizardPage(page, 'Where jobs run')).toBeVisible();
    await look('runtime');
    await next(page).click();
  });

  await test.step('doors', async () => {
    await page.getByLabel('DICOM door').click();
    await page.getByLabel('AE title').fill('BRAIN');
    await page.getByLabel('Port', { exact: true }).fill('0');
    await look('dicom');
    await next(page).click();
    await page.getByLabel('HTTP door').click();
    await page.getByLabel('Port', { exact: true }).fill('18043');
    await look('http');
    await next(page).click();
  });

  await test.step('filters and arrivals', async () => {
    await page.getByLabel('Filter what arrives').click();
    await page.getByLabel('Modalities').fill('PT');
    // Ends the word, and not the page.
    await page.keyboard.press('Enter');
    await expect(wizardPage(page, 'Which images')).toBeVisible();
    await look('filters');
    await next(page).click();
    await page.getByLabel('Nothing came for').fill('90');
    await look('arrival');
    await next(page).click();
  });

  const commands = await test.step('the summary tells all of it', async () => {
    await expect(wizardPage(page, 'Summary')).toBeVisible();
    await expect(page.getByRole('main')).toContainText('BRAIN at 127.0.0.1, any free port');
    await look('review');
    return shownCommands(page);
  });

  await wizardButton(page, 'Create application').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  const [made] = await ask(page, 'applications.list', {});
  expect(made).toMatchObject({ name: 'Brain $(id) MRI', folder: path.join(base, 'Brain $(id) MRI') });
  const { options, dataFolder } = await ask(page, 'applications.get', { application: made!.id });
  expect(dataFolder).toBe(data);
  expect(options).toMatchObject({
    scp: { enabled: true, aeTitle: 'BRAIN', port: 0 },
    http: { enabled: true, port: 18_043 },
    filters: { enabled: true, modalities: ['CT', 'MR', 'PT'] },
    quietSeconds: 90,
  });

  const home = path.join(scratch, 'other home');
  const moved = commands.map((words) =>
    words.map((word) => (word === base || word === data ? `${word} 2` : word)),
  );
  for (const words of moved) await runCommand(home, words);
  const shown = await runCommand(home, ['show', 'application', 'Brain $(id) MRI']);
  expect(shown).toMatchObject({
    application: { folder: path.join(`${base} 2`, 'Brain $(id) MRI'), options },
  });
});
