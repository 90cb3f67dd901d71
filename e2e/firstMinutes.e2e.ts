import { ask, expect, expectAccessible, inspectScreen, reload, test, visit } from './support/index.ts';

test('the guided tour goes from the first page to the results of a patient that is really processed, and leaves nothing', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  const card = page.getByRole('dialog');
  const next = card.getByRole('button', { name: 'Next' });
  const at = (title: string) => expect(card.getByRole('heading', { name: title })).toBeFocused();

  await page.getByRole('button', { name: 'Try it with a sample patient' }).click();
  await expect(card).toContainText('an application “Sample” is made');
  await page.keyboard.press('Enter');
  await at('An application');
  const [application] = await ask(page, 'applications.list', {});
  expect(application?.name).toBe('Sample');
  await inspectScreen(app, page, 'tour-application');
  await next.press('Enter');
  await at('Services');
  await expect(page.getByRole('main')).toContainText('series_report');
  await next.click();

  await at('Images come in');
  await expect(card.getByRole('status')).toHaveText('36 images have arrived.');
  await next.click();
  await at('When is a patient complete?');
  await expect(next).toBeDisabled();
  await inspectScreen(app, page, 'tour-complete');
  await page.getByRole('button', { name: /^Process now/ }).click();
  await expect(card.getByRole('status')).toHaveText('Run 1 has begun.');
  // It outlives the page.
  await reload(page);
  await at('When is a patient complete?');
  await next.click();

  await at('A run');
  await expect(card.getByRole('status')).toHaveText('All jobs have ended.', { timeout: 60_000 });
  const { rows: jobs } = await ask(page, 'job_runs.list', { application: application!.id });
  expect(jobs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  await next.click();
  await at('A result');
  await expect(page.getByRole('region', { name: 'Job intensity_preview' })).toBeVisible();
  await inspectScreen(app, page, 'tour-result');
  await next.click();
  await at('Studies');
  await next.click();
  await at('The flow');
  await card.getByRole('button', { name: 'Back' }).click();
  await at('Studies');
  await page.keyboard.press('Escape');
  await at('That was all');

  await card.getByRole('button', { name: 'Remove the sample' }).click();
  await expect(page.getByRole('heading', { name: 'Create your first application' })).toBeVisible();
  await expect(card).toBeHidden();
  expect(await ask(page, 'applications.list', {})).toEqual([]);
});

test('the documents are read, searched and followed in the window, and a field leads to its paragraph', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  const reader = page.getByRole('article');

  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.press('F1');
  await expect(page.getByRole('heading', { level: 1, name: 'Help' })).toBeVisible();
  await expect(reader.getByRole('heading', { name: 'DCM Processor' })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByRole('link', { name: 'Writing a service' })
    .click();
  await page.getByRole('link', { name: 'The callback', exact: true }).click();
  await expect(reader.getByRole('heading', { level: 2, name: 'The callback' })).toBeFocused();
  await inspectScreen(app, page, 'help');

  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Search in all documents' })).toBeFocused();
  await page.keyboard.type('exit codes');
  const found = page.getByRole('list', { name: 'Results' }).getByRole('link').first();
  await expect(found).toContainText('Rules for scripts');
  await inspectScreen(app, page, 'help-search');
  await found.click();
  await expect(reader.getByRole('heading', { level: 3, name: 'Exit codes' })).toBeVisible();

  // A link within the documents, and a command of its own chapter.
  await visit(page, '/help/cli/commands');
  await reader.getByRole('link', { name: /^backup history/ }).click();
  await expect(reader.getByRole('heading', { level: 2, name: 'backup history' })).toBeFocused();
  await reader.getByRole('button', { name: 'Copy' }).first().click();
  await expect(page.getByText('Copied')).toBeAttached();
});

test('the program speaks German from its first page on, and another language when one is chosen', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  await page.evaluate(() => globalThis.localStorage.setItem('language', 'de'));
  await reload(page);
  await expect(page.getByRole('heading', { name: 'Ihre erste Anwendung anlegen' })).toBeVisible();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  const { id } = await ask(page, 'applications.create', { name: 'Kopf' });
  // Nothing shows what only a pointer over it brings out.
  await page.mouse.move(0, 0);
  for (const view of ['', '/flow', '/studies', '/runs', '/services', '/doors', '/completeness', '/filters']) {
    await visit(page, `/a/${id}${view}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(page, `the German page ${view}`);
  }
  await visit(page, `/a/${id}/settings`);
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await inspectScreen(app, page, 'german-settings');
  await page.getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await expect
    .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)))
    .toContain('&File');
});
