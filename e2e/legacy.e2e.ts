import path from 'node:path';
import { stateOf, writeOldTool } from '../main/engine/legacy/testing/oldTool.ts';
import {
  ask,
  expect,
  inspectScreen,
  inspectWizard,
  runCommand,
  shownCommands,
  test,
  wizardButton,
  wizardPage,
} from './support/index.ts';

test('an application of the old tool is brought over by mouse and by keyboard, and the old folders stay as they are', async ({
  desktop,
  scratch,
}) => {
  const old = path.join(scratch, 'old tool');
  const config = writeOldTool(old, [{ name: 'Lung' }, { name: 'Brain' }]);
  const before = stateOf(old);
  const { app, page } = await desktop.start();
  const look = (name: string) => inspectWizard(app, page, `wizard-legacy-${name}`);
  await page.getByRole('link', { name: 'Bring one over from the command-line tool' }).click();

  const command = await test.step('by the mouse', async () => {
    await expect(wizardPage(page, 'Application')).toBeVisible();
    await page.getByLabel('Its configuration').fill(path.join(scratch, 'config.json'));
    await expect(page.getByRole('alert')).toContainText(path.join(scratch, 'config.json'));
    await expect(wizardButton(page, 'Next')).toBeDisabled();
    await page.getByLabel('Its configuration').fill(config);
    await page.getByRole('radio', { name: 'Lung' }).click();
    await look('choice');
    await wizardButton(page, 'Next').click();
    await expect(page.getByRole('checkbox', { name: 'lung' })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'base' })).not.toBeChecked();
    await page.getByLabel('An Orthanc beside it').click();
    await look('parts');
    await wizardButton(page, 'Next').click();
    await page.getByLabel('Name', { exact: true }).fill('Lung research');
    await page.getByLabel('Base folder', { exact: true }).fill(path.join(scratch, 'new'));
    await page.getByLabel('On this machine').click();
    await expect(page.getByText(path.join(scratch, 'new', 'Lung research'))).toBeVisible();
    await look('target');
    await wizardButton(page, 'Next').click();
    await expect(page.getByText(/not brought over$/)).toBeVisible();
    await look('review');
    const [shown] = await shownCommands(page);
    await wizardButton(page, 'Bring over').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Bringing over' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Open the application' })).toBeVisible();
    await inspectScreen(app, page, 'legacy-done');
    return shown!;
  });

  await test.step('what was brought over is there, and the command that was shown does the same', async () => {
    await page.getByRole('link', { name: 'Open the application' }).click();
    await expect(page.getByRole('button', { name: 'Lung research: switch application' })).toBeVisible();
    const [made] = await ask(page, 'applications.list', {});
    const { options, life } = await ask(page, 'applications.get', { application: made!.id });
    expect(life.state).toBe('stopped');
    expect(options).toMatchObject({ runtime: 'local', filters: { modalities: ['CT', 'MR', 'PT'] } });
    const services = await ask(page, 'services.list', { application: made!.id });
    expect(services.map(({ name }) => name)).toEqual(['lung']);

    const elsewhere = command.map((word) => (word === path.join(scratch, 'new') ? scratch : word));
    const home = path.join(scratch, 'other home');
    expect(await runCommand(home, elsewhere)).toMatchObject({ ok: true });
    const again = await runCommand(home, ['show', 'application', 'Lung research']);
    expect(again).toMatchObject({ application: { options } });
  });

  await test.step('by the keyboard alone', async () => {
    await page.keyboard.press('Escape');
    const switcher = page.getByRole('button', { name: /switch application/ });
    await switcher.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitem', { name: 'Bring over an old one…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Its configuration')).toBeFocused();
    await page.keyboard.type(config);
    await expect(page.getByRole('radio', { name: 'Brain' })).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Brain' })).toBeChecked();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('checkbox', { name: 'lung' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Summary' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: 'Open the application' })).toBeVisible();
  });
  expect(stateOf(old)).toBe(before);
});
