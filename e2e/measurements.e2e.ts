import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeStudy } from './support/images/index.ts';
import {
  answerSaving,
  ask,
  drag,
  expect,
  inspectScreen,
  openStudy,
  paneOf,
  showsQuarters,
  test,
  viewStudy,
} from './support/index.ts';

test('measurements are kept with their study, shown again, saved and removed', async ({
  desktop,
  scratch,
}) => {
  const { app, page, application } = await viewStudy({ desktop, scratch }, writeStudy);
  await showsQuarters(page);
  const drawn = page.locator('[data-pane=left] svg text');
  const corner = page.locator('[data-corner=bottomLeft]');
  const draw = async (tool: string, first: [x: number, y: number], last: [x: number, y: number]) => {
    await page.getByRole('button', { name: tool, exact: true }).click();
    await drag(page, first, last);
  };
  const menu = page.getByRole('button', { name: /^Measurements/ });
  await draw('Length', [0.4, 0.4], [0.6, 0.4]);
  await draw('Region with mean and deviation', [0.3, 0.65], [0.4, 0.75]);
  await expect(menu).toContainText('(2)');
  const stored = async () => {
    const study = (await ask(page, 'studies.list', { application })).rows[0]!.id;
    return (await ask(page, 'measurements.list', { application, study })).measurements;
  };
  await expect.poll(async () => (await stored()).map(({ figures }) => figures.length)).toEqual([1, 5]);

  await page.getByRole('link', { name: 'Study', exact: true }).click();
  await openStudy(page, application);
  await showsQuarters(page);
  await expect(menu).toContainText('(2)');
  await expect(drawn.filter({ hasText: 'mm²' })).toContainText('Mean: ');
  await page.keyboard.press('Home');
  await paneOf(page).focus();
  await page.keyboard.press('Home');
  await expect(corner).toContainText('1 of 3');
  await expect(drawn).toHaveCount(0);
  await menu.click();
  await page.getByRole('button', { name: /^Length / }).click();
  await expect(corner).toContainText('2 of 3');
  await expect(drawn.first()).toBeVisible();
  await inspectScreen(app, page, 'viewer-measurements');

  const file = path.join(scratch, 'measured.csv');
  await answerSaving(app, file);
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  await expect
    .poll(() => readFile(file, 'utf8').catch(() => ''))
    .toMatch(/^\uFEFFPatientID,.*\r\nIMAGES-1,.*,length,/u);

  await page.getByRole('button', { name: /^Remove: Length/ }).click();
  await expect(menu).toContainText('(1)');
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page
    .getByRole('dialog', { name: 'Remove all measurements?' })
    .getByRole('button', { name: 'Remove all' })
    .click();
  await expect.poll(stored).toEqual([]);
  await expect(drawn).toHaveCount(0);
});
