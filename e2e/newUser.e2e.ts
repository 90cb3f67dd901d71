import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  dropOnWindow,
  expect,
  jobInGraph,
  section,
  test,
  wizardButton,
  writeSmallPatient,
} from './support/index.ts';

/** Most clicks from the first start to the first run of a service of one's own. */
const mostClicks = 12;

/** Clicks of the mouse, counted as the page hears them. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`
    globalThis.clicks = 0;
    addEventListener('pointerdown', () => { globalThis.clicks += 1; }, { capture: true });
  `);
  return () => page.evaluate<number>('globalThis.clicks');
}

test('a new user needs at most twelve clicks and one text editor to have an own service run on dropped data', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const clicks = await countClicks(page);
  const main = page.getByRole('main');

  await test.step('an application', async () => {
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('Lungs');
    await wizardButton(page, 'Skip to the summary').click();
    await wizardButton(page, 'Create application').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  });

  await test.step('a service from an example', async () => {
    await main.getByRole('link', { name: 'Write a service from an example' }).click();
    await page.getByText('Header report').click();
    await wizardButton(page, 'Next').click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type('my_report');
    // Where it lies is not asked for with a click: the folder for documents is offered.
    await page.keyboard.press('Tab');
    await page.keyboard.type(scratch);
    await wizardButton(page, 'Skip to the summary').click();
    await wizardButton(page, 'Write and install it').click();
    await expect(page.getByRole('heading', { level: 1, name: 'my_report' })).toBeVisible();
    await expect(page.getByText('Follows its folder')).toBeVisible();
  });

  await test.step('the one text editor', async () => {
    const file = path.join(scratch, 'my_report', 'module', 'main.py');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/^def worker\((.*)\):\n/m, (line) => `${line}    print("made by me")\n`),
    );
    await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  });

  await test.step('data is dropped and processed', async () => {
    await writeSmallPatient(path.join(scratch, 'patient'));
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await dropOnWindow(page, [path.join(scratch, 'patient')]);
    await section(page, 'Arriving')
      .getByRole('button', { name: /^Process now/ })
      .click();
    await page.getByRole('link', { name: /^Run 1/ }).click();
    await expect(jobInGraph(page, 'my_report')).toContainText('Succeeded');
    await jobInGraph(page, 'my_report').click();
    await page.getByRole('tab', { name: 'Log' }).click();
    await expect(page.getByRole('log')).toContainText('made by me');
  });

  const counted = await clicks();
  test.info().annotations.push({ type: 'clicks', description: String(counted) });
  expect(counted).toBeLessThanOrEqual(mostClicks);
});
