import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  beginRun,
  expect,
  gatedWorker,
  goTo,
  inspectScreen,
  installServices,
  makeApplication,
  test,
  writeTinyPatient,
} from './support/index.ts';

const station = (page: Page, name: string) =>
  page.getByRole('main').locator('[data-node]').filter({ hasText: name });

test('a patient is seen on the way from the import to the results, in the picture and in the table', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { slots: 1 });
  const gate = path.join(scratch, 'gate');
  const params = { gate, journal: path.join(scratch, 'journal') };
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'segment', worker: gatedWorker, settings: { params } },
    { name: 'measure', settings: { dependsOn: ['segment'] } },
    { name: 'breaks', worker: 'raise ValueError("no")' },
    { name: 'report', settings: { dependsOn: ['measure'] } },
  ]);
  await goTo(page, 'Flow');
  await expect(station(page, 'segment')).toContainText('Idle');
  await expect(station(page, 'Results')).toContainText('0 runs today');

  await writeTinyPatient(path.join(scratch, 'patient'));
  await beginRun(page, application, [path.join(scratch, 'patient')]);
  await expect(station(page, 'Import')).toContainText('1 received');
  await expect(station(page, 'segment')).toContainText('1 running');
  await expect(station(page, 'measure')).toContainText('1 waiting');
  await inspectScreen(app, page, 'flow');

  await writeFile(gate, '');
  await expect(station(page, 'report')).toContainText('1 done today');
  await expect(station(page, 'breaks')).toContainText('1 failed');
  await expect(station(page, 'breaks')).toHaveAttribute('data-tone', 'failed');
  await expect(station(page, 'Results')).toContainText('1 run today');
  await expect(
    page.getByRole('list', { name: 'Jobs by the hour in which they ended' }).getByRole('listitem').last(),
  ).toContainText('3 jobs succeeded, 1 failed');

  await page.getByRole('radiogroup', { name: 'Show as' }).getByText('Table').click();
  await expect(page.getByRole('row', { name: /^breaks/ })).toContainText('1 failed');
  // What the card of a station says of its problems, the table says as well.
  const broken = page.getByRole('row', { name: /^breaks/ });
  await expect(broken.getByRole('link', { name: /ValueError: no|^no/ })).toBeVisible();
  const idle = page.getByRole('row', { name: /^report/ });
  await expect(idle.getByText('No failures')).toHaveCount(0);
  await idle.getByText('Last problems').click();
  await expect(idle.getByText('No failures')).toBeVisible();
  await inspectScreen(app, page, 'flow-table');
  await page.getByRole('radiogroup', { name: 'Show as' }).getByText('Picture').click();

  // One station is in the tab order; arrow keys lead along the ways.
  await station(page, 'Import').focus();
  for (const next of ['Archive', 'Completeness']) {
    await page.keyboard.press('ArrowRight');
    await expect(station(page, next)).toBeFocused();
  }
  await station(page, 'breaks').press('Enter');
  // What failed is what one wants to see of it, and the address says so.
  await expect(page).toHaveURL(/job=breaks&state=failed/);
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('Failed');
});
