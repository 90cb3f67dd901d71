import type { Page } from '@playwright/test';
import {
  ask,
  expect,
  goTo,
  holdPort,
  inspectScreen,
  makeApplication,
  section,
  test,
  visit,
  wizardButton,
} from './support/index.ts';

/** Presses the button that stands below a form with changes. */
const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();

test('every option of an application can be changed in its settings, and what is wrong is told at its field', async ({
  desktop,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  const options = async () => (await ask(page, 'applications.get', { application })).options;
  await goTo(page, 'Settings');

  await test.step('limits of jobs', async () => {
    await page.getByLabel('Patience with a silent worker').fill('45');
    await page.getByLabel('Log kept for each attempt').fill('2');
    await page.getByLabel('Jobs at once').fill('99');
    await expect(page.getByLabel('Jobs at once')).toHaveAccessibleDescription(/at most 64/i);
    await page.getByLabel('Jobs at once').fill('');
    await save(page);
    await expect.poll(options).toMatchObject({ leaseSeconds: 45, logLimitBytes: 2_097_152, slots: null });
  });

  await test.step('jobs around all services, as JSON', async () => {
    const before = page.getByLabel('Before all services');
    await before.fill('[{ "jobName": ');
    await expect(before).toHaveAccessibleDescription(/no list in JSON/);
    await before.fill('[{ "jobName": "first", "worker": "lung.worker", "callback": "lung.callback" }]');
    await inspectScreen(app, page, 'settings-jobs');
    await save(page);
    await expect.poll(async () => (await options()).preServices).toMatchObject([{ jobName: 'first' }]);
  });

  await test.step('proxy and trusted hosts, whose password is kept as a secret', async () => {
    const part = section(page, 'Network of this machine');
    await part.getByLabel('Proxy for HTTPS').fill('ftp://proxy');
    await expect(part.getByLabel('Proxy for HTTPS')).toHaveAccessibleDescription(/must be an address/i);
    await part.getByLabel('Proxy for HTTPS').fill('http://ada:word@proxy.example:3128');
    await part.getByLabel('Trusted hosts').fill('git.example');
    await page.keyboard.press('Enter');
    await save(page);
    await expect(part.getByText('Its password is kept as a secret')).toBeVisible();
    const { settings, passwords } = await ask(page, 'network.get', {});
    expect(settings).toMatchObject({ trustedHosts: ['git.example'] });
    expect(JSON.stringify(settings)).not.toContain('word');
    expect(passwords).toEqual(['httpsProxy']);
  });

  await test.step('secrets are kept, listed without what they are, and removed', async () => {
    const part = section(page, 'Secrets of this machine');
    await part.getByLabel('Name').fill('host/git.example');
    await part.getByLabel('Secret', { exact: true }).fill('git-word');
    await part.getByRole('button', { name: 'Keep' }).click();
    await expect(part.getByText('host/git.example')).toBeVisible();
    await part.scrollIntoViewIfNeeded();
    await inspectScreen(app, page, 'settings-network');
    await part.getByRole('button', { name: 'Remove host/git.example' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(part.getByText('host/git.example')).toBeHidden();
  });

  await test.step('a port that another program has is told while it is typed', async () => {
    const held = await holdPort();
    try {
      await visit(page, `/a/${application}/doors/scp/settings`);
      await page.getByRole('switch', { name: 'Open' }).click();
      await page.getByLabel('Port', { exact: true }).fill(String(held.port));
      await expect(page.getByText(/is used by another program/)).toBeVisible();
      await inspectScreen(app, page, 'settings-port-in-use');
    } finally {
      await held.release();
    }
  });
});

test('what a name or folder cannot be is told while it is typed, and nothing is made or run', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  await makeApplication(page, {}, 'Taken');
  await visit(page, '/new');
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('taken');
  await expect(name).toHaveAccessibleDescription(/already an application named/);
  for (const hostile of ['../up', 'a"b', 'CON', 'bell\u0007', 'x'.repeat(300), '.hidden']) {
    await name.fill(hostile);
    await wizardButton(page, 'Next').click();
    await expect(name, hostile).toHaveAccessibleDescription(/must|keeps for itself/i);
    await expect(name, hostile).toBeFocused();
  }
  await name.fill('🧠 $(touch /tmp/x)');
  const base = page.getByLabel('Base folder', { exact: true });
  await base.fill('not/absolute');
  await expect(base).toHaveAccessibleDescription(/full path/);
  await base.fill(scratch);
  await expect(page.getByText(`${scratch}/🧠 $(touch /tmp/x)`)).toBeHidden();
  // What stands in a name is no path.
  await expect(name).toHaveAccessibleDescription(/must not contain/);
});
