import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  ask,
  expect,
  importPaths,
  inspectScreen,
  inspectWizard,
  makeApplication,
  runCommand,
  shownCommands,
  test,
  visit,
  wizardButton,
  wizardPage,
  writeSmallPatient,
} from './support/index.ts';

test.setTimeout(240_000);

const next = (page: Page) => wizardButton(page, 'Next');

async function addCondition(page: Page, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a condition', exact: true }).click();
  await page.getByRole('menuitem', { name: kind }).click();
}

test('the mouse writes a service from an example, tries its conditions on a study, and installs it', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => inspectWizard(app, page, `service-wizard-${name}`);
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await writeSmallPatient(path.join(scratch, 'patient'));
  await importPaths(page, application, [path.join(scratch, 'patient')]);

  await visit(page, `/a/${application}/services`);
  await page.getByRole('link', { name: 'New service…' }).click();
  await expect(wizardPage(page, 'Begin from')).toBeVisible();
  await page.getByText('Header report').click();
  await look('example');
  await next(page).click();

  await test.step('a name that is no Python package is told at its field', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill('my report; $(id)');
    await page.getByRole('textbox', { name: 'Where' }).fill(path.join(scratch, 'mine'));
    await next(page).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true');
    await look('about');
    await page.getByRole('textbox', { name: 'Name' }).fill('my_report');
    await expect(page.getByText(`It will be ${path.join(scratch, 'mine', 'my_report')}`)).toBeVisible();
    await next(page).click();
  });

  await test.step('conditions are a form', async () => {
    await expect(wizardPage(page, 'When it runs')).toBeVisible();
    await addCondition(page, 'Description');
    await page.keyboard.type('T1');
    await page.keyboard.press('Enter');
    await addCondition(page, 'Images');
    await addCondition(page, 'Any tag');
    await page.keyboard.type('SliceThi');
    await page.getByRole('option', { name: 'SliceThickness' }).click();
    await page.getByRole('combobox', { name: 'Condition 3: comparison' }).click();
    await page.getByRole('option', { name: 'is at least' }).click();
    await next(page).click();
    await expect(page.getByText('Enter a number, such as 1.5.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Condition 3: value' }).fill('1');
    await look('trigger');
    await next(page).click();
  });

  await expect(wizardPage(page, 'Its job')).toBeVisible();
  await look('job');
  await next(page).click();
  await expect(wizardPage(page, 'Failures and needs')).toBeVisible();
  await page.getByRole('textbox', { name: 'Tried again' }).fill('often');
  await next(page).click();
  await expect(page.getByRole('textbox', { name: 'Tried again' })).toHaveAttribute('aria-invalid', 'true');
  await look('rules');
  await page.getByRole('textbox', { name: 'Tried again' }).fill('2');
  await page.getByRole('textbox', { name: 'Memory' }).fill('1G');
  await next(page).click();

  await test.step('it is tried on a study, series by series', async () => {
    await page.getByRole('combobox', { name: 'Study' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await expect(page.getByText('It would run')).toBeVisible();
    const table = page.getByRole('table', { name: 'Series and conditions' });
    await expect(table.getByRole('row').filter({ hasText: 'T1 axial' })).toContainText('Yes');
    await expect(table.getByRole('row').filter({ hasText: 'T2 oblique' })).toContainText('No');
    await inspectScreen(app, page, 'service-wizard-try');
    await next(page).click();
  });

  const commands = await test.step('the files are shown before they are written', async () => {
    await expect(page.getByRole('group', { name: 'Text of registry/trigger.py' })).toContainText(
      'SliceThickness',
    );
    await look('files');
    return shownCommands(page);
  });
  await wizardButton(page, 'Write and install it').click();
  await expect(page.getByRole('heading', { level: 1, name: 'my_report' })).toBeVisible();
  const trigger = path.join(scratch, 'mine', 'my_report', 'registry', 'trigger.py');
  expect(await readFile(trigger, 'utf8')).toContain('T1');
  const [installed] = await ask(page, 'services.list', { application });
  expect(installed).toMatchObject({
    name: 'my_report',
    linkedFolder: path.join(scratch, 'mine', 'my_report'),
  });

  await test.step('the command that was shown writes the same files', async () => {
    await ask(page, 'services.remove', { application, name: 'my_report' });
    const mine = path.join(scratch, 'mine');
    for (const words of commands)
      await runCommand(
        desktop.home,
        words.map((word) => word.replace(mine, `${mine} 2`)),
      );
    for (const file of ['trigger.py', 'settings.json']) {
      const again = path.join(`${mine} 2`, 'my_report', 'registry', file);
      expect(await readFile(again, 'utf8')).toBe(
        await readFile(path.join(mine, 'my_report', 'registry', file), 'utf8'),
      );
    }
  });
});

test('the keyboard alone writes a service, and what was entered survives the window', async ({
  desktop,
  scratch,
}) => {
  const first = await desktop.start();
  const application = await makeApplication(first.page, { quietSeconds: 3600 });
  const address = `/a/${application}/new/service`;
  await visit(first.page, address);
  await expect(first.page.getByRole('radio', { name: 'Empty' })).toBeFocused();
  await first.page.keyboard.press('ArrowDown');
  await expect(first.page.getByRole('radio', { name: 'Header report' })).toBeChecked();
  await first.page.keyboard.press('Enter');
  await expect(first.page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await first.page.keyboard.type('typed');
  await first.page.keyboard.press('Tab');
  await first.page.keyboard.type(scratch);
  await first.close();

  const { page } = await desktop.start();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await visit(page, address);
  await expect(page.getByText('Goes on from where you left it.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('typed');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(wizardPage(page, 'When it runs')).toBeVisible();
  await page.getByRole('button', { name: 'Add a condition', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Modality' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Condition 1: Modality' })).toBeFocused();
  await page.keyboard.type('ct');
  await page.keyboard.press('Enter');
  await expect(page.getByText('CT', { exact: true }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  for (const title of ['Its job', 'Failures and needs', 'Try it', 'Look and write']) {
    await page.keyboard.press('Control+Enter');
    await expect(wizardPage(page, title)).toBeVisible();
  }
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'typed' })).toBeVisible();
  expect(await readFile(path.join(scratch, 'typed', 'registry', 'trigger.py'), 'utf8')).toContain('CT');
  await visit(page, address);
  await expect(page.getByRole('radio', { name: 'Empty' })).toBeChecked();
});
