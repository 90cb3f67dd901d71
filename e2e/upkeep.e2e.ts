import { truncate } from 'node:fs/promises';
import path from 'node:path';
import {
  ask,
  beginRun,
  bundledService,
  expect,
  inspectScreen,
  makeApplication,
  section,
  test,
  visit,
  writeLargePatient,
} from './support/index.ts';

test('what cleaning up would free is shown before it is done, and the run tells what went', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 1000 });
  await ask(page, 'services.install', { application, path: bundledService('series_report') });
  const input = path.join(scratch, 'input');
  await writeLargePatient(input, 300);
  const run = await beginRun(page, application, [input]);
  await expect
    .poll(async () => (await ask(page, 'runs.get', { application, run })).finishedAt)
    .not.toBeNull();
  await visit(page, `/a/${application}/settings`);
  const kept = section(page, 'What is kept of runs');
  await kept.getByRole('textbox', { name: 'All runs together' }).fill('0.001');
  await kept.getByRole('button', { name: 'Show what would be removed' }).click();
  await expect(kept.getByText(/^Would be removed: up to/)).toBeVisible();
  await expect(kept.getByText(/^input copies of 1 run/)).toBeVisible();
  await inspectScreen(app, page, 'retention');
  await kept.getByRole('button', { name: 'Remove it now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it now' }).click();
  await expect(page.getByText(/^Removed/)).toBeVisible();
  await visit(page, `/a/${application}/runs/${run}`);
  await expect(page.getByText(/^The input copies of this run .* were removed/)).toBeVisible();
});

test('a history that was restored from its backup is told above every view until it is read', async ({
  desktop,
}) => {
  const first = await desktop.start();
  const application = await makeApplication(first.page, {});
  const { folder } = await ask(first.page, 'applications.get', { application });
  await ask(first.page, 'backups.create', { application });
  await first.close();
  await truncate(path.join(folder, 'history.sqlite'), 5000);
  const { page } = await desktop.start();
  await visit(page, `/a/${application}/settings`);
  const told = page.getByText(
    /^The history of this application was found damaged .* restored from the backup of/,
  );
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(told).toBeHidden();
});
