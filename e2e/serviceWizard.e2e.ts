import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  expect,
  importPaths,
  inspectScreen,
  makeApplication,
  test,
  visit,
  writeSmallPatient,
} from './support/index.ts';

test.setTimeout(240_000);

const step = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title });

test('a service is written from an example by mouse, tried on a study before, and installed', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => inspectScreen(app, page, name);
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await writeSmallPatient(path.join(scratch, 'patient'));
  await importPaths(page, application, [path.join(scratch, 'patient')]);
  const next = page.getByRole('button', { name: 'Next' });

  await visit(page, `/a/${application}/services`);
  await page.getByRole('link', { name: 'New service…' }).click();
  await expect(step(page, 'Begin from')).toBeVisible();
  await look('service-wizard-example');
  await page.getByText('Header report').click();
  await next.click();
  await expect(step(page, 'Name and place')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name' }).fill('my report');
  await page.getByRole('textbox', { name: 'Where' }).fill(path.join(scratch, 'mine'));
  await next.click();
  await look('service-wizard-about-refused');
  await page.getByRole('textbox', { name: 'Name' }).fill('my_report');
  await next.click();
  await expect(step(page, 'When it runs')).toBeVisible();
  await page.getByRole('button', { name: 'Add a condition', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Description' }).click();
  await page.keyboard.type('T1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a condition', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Images' }).click();
  await page.getByRole('button', { name: 'Add a condition', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Any tag' }).click();
  await page.keyboard.type('SliceThi');
  await page.getByRole('option', { name: 'SliceThickness' }).click();
  await page.getByRole('textbox', { name: 'Condition 3: value' }).fill('1');
  await page.getByRole('combobox', { name: 'Condition 3: comparison' }).click();
  await page.getByRole('option', { name: 'is at least' }).click();
  await look('service-wizard-trigger');
  await next.click();
  await expect(step(page, 'Its job')).toBeVisible();
  await look('service-wizard-job');
  await next.click();
  await expect(step(page, 'Try it')).toBeVisible();
  await page.getByRole('combobox', { name: 'Study' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(page.getByText(/fulfil/)).toBeVisible();
  await look('service-wizard-try');
  await next.click();
  await expect(step(page, 'Look and write')).toBeVisible();
  await look('service-wizard-files');
  await page.getByRole('button', { name: 'Write and install it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'my_report' })).toBeVisible();
  await look('service-development');
});
