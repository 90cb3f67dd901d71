import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { baseImage, dockerObstacle } from '../scripts/testDocker/index.ts';
import {
  answerChoosers,
  ask,
  bundledService,
  expect,
  inspectScreen,
  inspectWizard,
  makeApplication,
  runCommand,
  shownCommands,
  test,
  visit,
  wizardButton,
  wizardPage,
  writePrebuilt,
  writeService,
} from './support/index.ts';

test.setTimeout(240_000);

const next = (page: Page) => wizardButton(page, 'Next');
const run = promisify(execFile);

/** A repository with the services that lie in its folder, committed as somebody. */
async function commit(folder: string, message: string): Promise<void> {
  const git = (...words: string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@b', ...words]);
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-q', '-m', message);
}

test('the mouse installs one of two services of a repository, updates it by its diff, and puts it back', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => inspectWizard(app, page, `install-wizard-${name}`);
  const application = await makeApplication(page);
  const repository = path.join(scratch, 'repository');
  await writeService(repository, { name: 'first' });
  await writeService(repository, { name: 'second', worker: 'return {"step": 1}' });
  await commit(repository, 'Begin');

  const commands =
    await test.step('an address, one of its folders, what was found, and the end', async () => {
      await visit(page, `/a/${application}/services`);
      await page.getByRole('link', { name: 'Install…' }).click();
      await expect(wizardPage(page, 'Where it is')).toBeVisible();
      await page.getByText('Git repository', { exact: true }).click();
      await page.getByLabel('Address').fill('ext::sh -c "touch /tmp/escaped"');
      await next(page).click();
      await expect(page.getByRole('alert')).toContainText('names a helper program');
      await page.getByLabel('Address').fill(repository);
      await look('source');
      await next(page).click();
      await expect(
        page.getByRole('combobox', { name: 'It holds 2 folders that can be installed' }),
      ).toBeVisible();
      await page.getByRole('combobox', { name: 'It holds 2 folders that can be installed' }).click();
      await page.getByRole('option', { name: 'second' }).click();
      await expect(page.getByText('Nothing to remark.')).toBeVisible();
      await inspectScreen(app, page, 'install-wizard-look');
      await next(page).click();
      await expect(page.getByText('second with 1 job')).toBeVisible();
      await look('confirm');
      const shown = await shownCommands(page);
      await wizardButton(page, 'Install').click();
      await expect(page.getByRole('heading', { level: 1, name: 'second' })).toBeVisible();
      return shown;
    });

  await test.step('the command that was shown does the same', async () => {
    await ask(page, 'services.remove', { application, name: 'second' });
    for (const words of commands) await runCommand(desktop.home, words);
    const { source } = await ask(page, 'services.get', { application, name: 'second' });
    expect(source).toMatchObject({
      kind: 'git',
      subfolder: 'second',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  await test.step('an update shows what changes, and is taken', async () => {
    await writeService(repository, {
      name: 'second',
      worker: 'return {"step": 2}',
      settings: { timeout: '5m' },
    });
    await commit(repository, 'Go on');
    await visit(page, `/a/${application}/services/second/update`);
    await page.getByRole('button', { name: 'Look for changes' }).click();
    await expect(page.getByRole('group', { name: 'What changes in module/__init__.py' })).toContainText(
      '+    return {"step": 2}',
    );
    await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('timeout');
    await inspectScreen(app, page, 'service-update');
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  });

  await test.step('an earlier version is put back', async () => {
    await page.getByRole('tab', { name: 'Versions' }).click();
    const table = page.getByRole('table', { name: 'Versions of second' });
    await expect(table.getByRole('row').filter({ hasText: 'In use' })).toContainText('Updated');
    await inspectScreen(app, page, 'service-versions');
    await table.getByRole('button', { name: 'Put back… version 1' }).click();
    await expect(page.getByRole('dialog')).toContainText('step');
    await page.getByRole('dialog').getByRole('button', { name: 'Put back' }).click();
    await expect(table.getByRole('row').filter({ hasText: 'In use' })).toContainText('Put back');
  });
});

test('the keyboard alone installs a folder; errors keep it out until they are mended', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page);
  const folder = await writeService(scratch, { name: 'broken' });
  const settings = path.join(folder, 'registry', 'settings.json');
  await writeFile(settings, '{\n  "jobName": "broken",\n  "worker": "broken.nowhere",\n}');
  await visit(page, `/a/${application}/install/service`);
  await expect(page.getByRole('radio', { name: 'Folder' })).toBeFocused();
  await answerChoosers(app, [folder]);
  await page.keyboard.press('Tab');
  await page.keyboard.type(folder);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Errors keep it from being installed.')).toBeVisible();
  await expect(page.getByText(/settings\.json, line \d/)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(wizardPage(page, 'Look at it')).toBeVisible();

  await writeService(scratch, { name: 'broken' });
  await page.getByRole('button', { name: 'Look again' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing to remark.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(wizardPage(page, 'Install')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'broken' })).toBeVisible();
});

test('an archive that leads out of its place is refused with a reason, and a good one is installed', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  const archive = path.join(scratch, 'report.tar.gz');
  await run('tar', ['-C', path.dirname(bundledService('series_report')), '-czf', archive, 'series_report']);
  const evil = path.join(scratch, 'evil.tar.gz');
  await writeFile(path.join(scratch, 'x'), 'x');
  await run('tar', [
    '-C',
    scratch,
    '--absolute-names',
    '-czf',
    evil,
    '--transform',
    's,^x$,../../escaped,',
    'x',
  ]);
  await rm(path.join(scratch, 'x'));
  await visit(page, `/a/${application}/install/service`);
  await page.getByText('Archive', { exact: true }).click();
  await page.getByLabel('File or address').fill(evil);
  await next(page).click();
  await expect(page.getByRole('alert')).toContainText(/leads? out/);
  await wizardButton(page, 'Back').click();
  await page.getByLabel('File or address').fill(archive);
  await next(page).click();
  await expect(page.getByText('Nothing to remark.')).toBeVisible();
  await next(page).click();
  await wizardButton(page, 'Install').click();
  await expect(page.getByRole('heading', { level: 1, name: 'series_report' })).toBeVisible();
});

test('the keyboard alone installs one of two workers of a repository, and the wizard survives the window', async ({
  desktop,
  scratch,
}) => {
  const obstacle = await dockerObstacle();
  test.skip(obstacle !== null, obstacle ?? '');
  const image = await baseImage();
  const first = await desktop.start();
  const application = await makeApplication(first.page);
  const repository = path.join(scratch, 'workers');
  for (const name of ['cpu', 'gpu']) await writePrebuilt(path.join(repository, name), image);
  await commit(repository, 'Begin');
  const address = `/a/${application}/install/worker`;
  await visit(first.page, address);
  await expect(first.page.getByRole('radio', { checked: true })).toBeFocused();
  await first.page.keyboard.press('ArrowRight');
  await expect(first.page.getByRole('radio', { name: 'Git repository' })).toBeChecked();
  await first.page.keyboard.press('Tab');
  await first.page.keyboard.type(repository);
  await first.close();

  const { app, page } = await desktop.start();
  const look = (name: string) => inspectWizard(app, page, `install-worker-${name}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await visit(page, address);
  await expect(page.getByLabel('Address')).toHaveValue(repository);
  await page.getByLabel('Address').press('Enter');
  await expect(page.getByText('Choose which one to install.')).toBeVisible();
  for (const name of ['cpu', 'gpu']) {
    await page.getByRole('combobox', { name: 'It holds 2 folders that can be installed' }).fill(name);
    await expect(page.getByRole('option')).toHaveText([name]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByText(`folder ${name}`)).toBeVisible();
  }
  await expect(wizardButton(page, 'Next')).toBeEnabled();
  await look('look');
  await page.keyboard.press('Control+Enter');
  await expect(wizardPage(page, 'Install')).toBeVisible();
  await page.getByRole('switch', { name: 'Build its image now' }).focus();
  await page.keyboard.press('Space');
  await look('confirm');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'gpu' })).toBeVisible();
});
