import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  answerChoosers,
  ask,
  beginRun,
  expect,
  inspectScreen,
  makeApplication,
  shownInFileManager,
  test,
  visit,
  watchFileManager,
  writeService,
  writeTinyPatient,
} from './support/index.ts';

test.setTimeout(180_000);

const isLinux = process.platform === 'linux';
const before = { ...process.env };
test.afterEach(() => {
  process.env = { ...before };
});

/** Puts programs in place of the editor and the terminal that write down with what they are started. */
async function standIn(folder: string): Promise<(program: 'editor' | 'terminal') => Promise<string>> {
  const programs = path.join(folder, 'programs');
  await mkdir(programs);
  for (const [file, what] of [
    ['code', 'editor'],
    ['x-terminal-emulator', 'terminal'],
  ] as const) {
    await writeFile(path.join(programs, file), `#!/bin/sh\nprintf '%s ' "$@" > "${programs}/${what}"\n`);
    await chmod(path.join(programs, file), 0o755);
  }
  process.env['DCM_PROCESSOR_EDITOR'] = path.join(programs, 'code');
  process.env['PATH'] = `${programs}:${process.env['PATH']}`;
  return (what) => readFile(path.join(programs, what), 'utf8').catch(() => '');
}

test('a service is changed, followed, run again, backed up and removed on its page, and its files stay as they are', async ({
  desktop,
  scratch,
}) => {
  const startedWith = await standIn(scratch);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const folder = await writeService(scratch, { name: 'lung', settings: { timeout: '5m' } });
  await ask(page, 'services.install', { application, path: folder });
  const get = () => ask(page, 'services.get', { application, name: 'lung' });
  await visit(page, `/a/${application}/services/lung`);

  await test.step('fields of a job take the place of those of settings.json, and go back to them', async () => {
    const timeout = page.getByRole('textbox', { name: 'Longest time' });
    await timeout.fill('soon');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(timeout).toHaveAttribute('aria-invalid', 'true');
    await timeout.fill('2h');
    await page.getByRole('textbox', { name: 'Parameters' }).fill('{"threshold": 3}');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('settings.json: 5m')).toBeVisible();
    await inspectScreen(app, page, 'service-changed');
    expect((await get()).jobList[0]?.changes).toEqual({ timeout: '2h', params: { threshold: 3 } });
    await page.getByRole('button', { name: 'Reset all' }).click();
    await expect(timeout).toHaveValue('5m');
    expect((await get()).jobList[0]?.changes).toEqual({});
  });

  await test.step('what its settings.json becomes while somebody types is no change of theirs', async () => {
    const timeout = page.getByRole('textbox', { name: 'Longest time' });
    await timeout.fill('3h');
    await writeService(scratch, { name: 'lung', settings: { timeout: '5m', sortPosition: 7 } });
    await ask(page, 'services.update', { application, name: 'lung', source: { folder } });
    await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
    await expect(timeout, 'what is typed').toHaveValue('3h');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('textbox', { name: 'Position' })).toHaveValue('7');
    expect((await get()).jobList[0]?.changes).toEqual({ timeout: '3h' });
  });

  await test.step('it is turned off and on, and one of its jobs', async () => {
    const job = page.getByRole('switch', { name: 'lung is asked', exact: true });
    await job.press('Space');
    await expect(job).not.toBeChecked();
    expect((await get()).jobList[0]?.definition.disabled).toBe(true);
    await job.press('Space');
    await expect(job).toBeChecked();
    await page.getByRole('switch', { name: 'lung is asked at arrivals' }).press('Space');
    await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
    await page.getByRole('switch', { name: 'lung is asked at arrivals' }).press('Space');
    await expect(page.getByText('Disabled', { exact: true })).toHaveCount(0);
  });

  await test.step('it follows its folder, and runs again on the same patient with one click', async () => {
    await page.getByRole('tab', { name: 'Development' }).click();
    await page.getByRole('button', { name: 'Follow this folder' }).click();
    await expect(page.getByText('Follows its folder')).toBeVisible();
    await writeTinyPatient(path.join(scratch, 'patient'), 'TINY-7');
    await beginRun(page, application, [path.join(scratch, 'patient')]);
    const table = page.getByRole('table', { name: 'Latest runs of its jobs' });
    await expect(table.getByRole('row').filter({ hasText: 'Run 1' })).toContainText('Succeeded');
    await table.getByRole('button', { name: 'Run again on TINY-7' }).click();
    await expect(table.getByRole('row').filter({ hasText: 'Run 2' })).toContainText('Succeeded');
    await inspectScreen(app, page, 'service-followed');
  });

  await test.step('it is opened in other programs of this machine, and backed up', async () => {
    const menu = page.getByRole('button', { name: 'What to do with lung' });
    await watchFileManager(app);
    await menu.click();
    await page.getByRole('menuitem', { name: 'Show its folder' }).click();
    await expect.poll(() => shownInFileManager(app)).toEqual([folder]);
    if (isLinux) {
      await page.getByRole('button', { name: 'Open in VS Code' }).click();
      await expect.poll(() => startedWith('editor')).toBe(`${folder} `);
      await page.getByRole('button', { name: 'Open a terminal in its environment' }).click();
      await expect.poll(() => startedWith('terminal')).toMatch(/^-e /);
    }
    await menu.click();
    await page.getByRole('menuitem', { name: 'Back up…' }).click();
    await answerChoosers(app, [scratch]);
    await page.getByRole('button', { name: 'Choose the folder for the backup' }).click();
    await expect(page.getByRole('textbox', { name: 'Back up to' })).toHaveValue(
      path.join(scratch, 'lung.zip'),
    );
    await page.getByRole('textbox', { name: 'Back up to' }).fill(path.join(scratch, 'first.tar.gz'));
    await inspectScreen(app, page, 'service-backup');
    await page.getByRole('dialog').getByRole('button', { name: 'Back up', exact: true }).click();
    await expect(page.getByText(`Backed up to ${path.join(scratch, 'first.tar.gz')}`)).toBeVisible();
  });

  await test.step('it is removed with a backup, and the folder that is worked on stays', async () => {
    await page.getByRole('button', { name: 'What to do with lung' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('switch', { name: 'Back it up first' }).press('Space');
    const backup = path.join(scratch, 'lung.zip');
    await dialog.getByRole('textbox', { name: 'Back up to' }).fill(backup);
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Services' })).toBeVisible();
    expect(existsSync(backup)).toBe(true);
    expect(existsSync(path.join(folder, 'registry', 'settings.json'))).toBe(true);
  });

  await test.step('it is restored from its backup with what was changed here', async () => {
    await page.getByRole('button', { name: 'Restore…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Backup' }).fill(path.join(scratch, 'lung.zip'));
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeVisible();
    await inspectScreen(app, page, 'service-restore');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'lung' })).toBeVisible();
    expect((await get()).jobList[0]?.changes).toMatchObject({ timeout: '3h' });
  });
});
