import path from 'node:path';
import {
  ask,
  expect,
  goTo,
  importPaths,
  inspectScreen,
  inspectWizard,
  makeApplication,
  runCommand,
  shownCommands,
  test,
  wizardButton,
  wizardPage,
  writeTinyPatient,
} from './support/index.ts';

test('an application is renamed, backed up and cloned in its settings, and restored by mouse and by keyboard alone', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await writeTinyPatient(path.join(scratch, 'studies'));
  await importPaths(page, application, [path.join(scratch, 'studies')]);
  const file = path.join(scratch, 'backups', 'lung.tar.gz');
  const dialog = page.getByRole('dialog');
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  await goTo(page, 'Settings');

  await test.step('renamed, by the keyboard', async () => {
    await page.getByRole('button', { name: 'Rename…' }).focus();
    await page.keyboard.press('Enter');
    await expect(dialog.getByLabel('New name')).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('a/b');
    await expect(dialog.getByLabel('New name')).toHaveAccessibleDescription(/must not contain/i);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Lung');
    await expect(dialog.getByRole('button', { name: 'Rename' })).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Lung: switch application' })).toBeVisible();
  });

  await test.step('backed up', async () => {
    await page.getByRole('button', { name: 'Back up…' }).click();
    await expect(dialog.getByLabel('File')).not.toHaveValue('');
    await dialog.getByLabel('File').fill(file);
    await expect(dialog.getByText(/^About/)).toBeVisible();
    await inspectScreen(app, page, 'backup-dialog');
    await dialog.getByRole('button', { name: 'Back up' }).click();
    await expect(heading('Backup')).toBeVisible();
    await expect(page.getByText(file).first()).toBeVisible();
    await inspectScreen(app, page, 'backup-done');
    await page.getByRole('link', { name: 'Go on' }).click();
  });

  await test.step('cloned', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Clone…' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('LUNG');
    await expect(dialog.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/already/);
    await expect(dialog.getByRole('button', { name: 'Clone' })).toBeDisabled();
    await dialog.getByLabel('Name', { exact: true }).fill('Twin');
    await inspectScreen(app, page, 'clone-dialog');
    await dialog.getByRole('button', { name: 'Clone' }).click();
    await expect(heading('Clone')).toBeVisible();
    await page.getByRole('link', { name: 'Open the application' }).click();
    await expect(page.getByRole('button', { name: 'Twin: switch application' })).toBeVisible();
  });

  await test.step('restored by the mouse, as the command that is shown does', async () => {
    await page.getByRole('button', { name: /switch application/ }).click();
    await page.getByRole('menuitem', { name: 'Restore a backup…' }).click();
    await expect(wizardPage(page, 'Backup')).toBeVisible();
    await page.getByLabel('Backup file', { exact: true }).fill(path.join(scratch, 'nothing.tar.gz'));
    await expect(page.getByRole('alert')).toContainText('nothing.tar.gz');
    await expect(wizardButton(page, 'Next')).toBeDisabled();
    await page.getByLabel('Backup file', { exact: true }).fill(file);
    await expect(wizardPage(page, 'Backup')).toContainText('1 image');
    await inspectWizard(app, page, 'wizard-restore-file');
    await wizardButton(page, 'Next').click();
    await wizardButton(page, 'Next').click();
    // The name is that of the backup, and taken.
    await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/already/);
    await page.getByLabel('Name', { exact: true }).fill('Lung again');
    await page.getByLabel('Base folder', { exact: true }).fill(path.join(scratch, 'restored'));
    await inspectWizard(app, page, 'wizard-restore-place');
    await wizardButton(page, 'Next').click();
    await expect(page.getByText(path.join(scratch, 'restored', 'Lung again')).first()).toBeVisible();
    await inspectWizard(app, page, 'wizard-restore-review');
    const [command] = await shownCommands(page);
    await wizardButton(page, 'Restore').click();
    await expect(heading('Restoration')).toBeVisible();
    await page.getByRole('link', { name: 'Open the application' }).click();
    await expect(page.getByRole('button', { name: 'Lung again: switch application' })).toBeVisible();
    const made = (await ask(page, 'applications.list', {})).find(({ name }) => name === 'Lung again');
    expect(made).toMatchObject({ folder: path.join(scratch, 'restored', 'Lung again') });
    expect((await ask(page, 'applications.get', { application: made!.id })).counts.instances).toBe(1);
    const elsewhere = command!.map((word) => (word === path.join(scratch, 'restored') ? scratch : word));
    const answer = await runCommand(path.join(scratch, 'other home'), elsewhere);
    expect(answer).toMatchObject({ application: { name: 'Lung again' } });
  });

  await test.step('restored by the keyboard alone', async () => {
    await page.getByRole('button', { name: /switch application/ }).focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: 'Restore a backup…' });
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect(item).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Backup file', { exact: true })).toBeFocused();
    await page.keyboard.type(file);
    await expect(wizardButton(page, 'Next')).toBeEnabled();
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.type('By hand');
    await expect(page.getByText(/By hand$/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Summary' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(heading('Restoration')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open the application' })).toBeVisible();
  });
});
