import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import {
  ask,
  beginRun,
  expect,
  goTo,
  importPaths,
  makeApplication,
  section,
  test,
  visit,
  writeSmallPatient,
} from './support/index.ts';

/** What the preview says of a series. */
function previewOf(page: Page, series: string): Locator {
  return page
    .getByRole('region', { name: 'Preview' })
    .getByRole('listitem')
    .filter({ hasText: series })
    .first();
}

/** Takes the last word out of a rule's list, as a person does. */
async function dropLastWord(page: Page, rule: string): Promise<void> {
  await page.getByRole('combobox', { name: rule }).focus();
  await page.keyboard.press('Backspace');
}

async function addWord(page: Page, rule: string, word: string): Promise<void> {
  await page.getByRole('combobox', { name: rule }).fill(word);
  await page.keyboard.press('Enter');
}

test('rules show what they keep out while they are changed, and runs say what they kept out', async ({
  desktop,
  scratch,
}) => {
  const patient = path.join(scratch, 'patient');
  await writeSmallPatient(patient);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const main = page.getByRole('main');
  await goTo(page, 'Filters');
  await expect(main.getByText('No study to try them on')).toBeVisible();

  await test.step('the preview follows what arrives and what is typed', async () => {
    await importPaths(page, application, [patient]);
    await expect(main.getByText('12 of 12 images pass')).toBeVisible();
    await dropLastWord(page, 'Modalities');
    await expect(main.getByText('4 of 12 images pass')).toBeVisible();
    await expect(main.getByText('keeps out 8 images in 2 series')).toBeVisible();
    await expect(previewOf(page, 'T1 axial')).toContainText('0 of 4 images pass');
    await expect(previewOf(page, 'T1 axial')).toContainText('Modalities (4 images): Modality is MR.');
  });

  await test.step('one study can be chosen by a search', async () => {
    const target = page.getByRole('combobox', { name: 'Try the rules on' });
    await target.click();
    await target.fill('abdomen');
    await page.getByRole('option', { name: /CT chest and abdomen/ }).click();
    await expect(main.getByText('4 of 4 images pass')).toHaveCount(2);
    await expect(previewOf(page, 'T1 axial')).toHaveCount(0);
  });

  await test.step('nothing of it counts before it is switched on and saved', async () => {
    const { options } = await ask(page, 'applications.get', { application });
    expect(options.filters).toMatchObject({ enabled: false, modalities: ['CT', 'MR'] });
    await page.getByRole('switch', { name: 'Filter what arrives' }).press('Space');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Saved. It takes effect')).toBeVisible();
    const stored = await ask(page, 'applications.get', { application });
    expect(stored.options.filters).toMatchObject({ enabled: true, modalities: ['CT'] });
  });

  await test.step('a run tells by rule and series what it was not given', async () => {
    await ask(page, 'arrivals.process_now', { application });
    await goTo(page, 'Overview');
    await page.getByRole('link', { name: /^Run 1/ }).click();
    await main.getByText('Filters kept out 8 of 12 images').click();
    await expect(main.getByRole('list', { name: 'By series' })).toContainText('Modality is MR.');
  });

  await test.step('a run that nothing passed says so, and leads to the rules', async () => {
    await goTo(page, 'Filters');
    await dropLastWord(page, 'Modalities');
    await addWord(page, 'Modalities', 'PT');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('There are unsaved changes.')).toHaveCount(0);
    await goTo(page, 'Runs');
    await page.getByRole('link', { name: /^Run 1/ }).click();
    await page.getByRole('button', { name: 'Process again' }).click();
    await page.getByRole('link', { name: 'Run 2 version 2' }).click();
    await expect(main.getByText('Version 2')).toBeVisible();
    await expect(main.getByText('Nothing passed the filters')).toBeVisible();
    await expect(section(page, 'By rule')).toContainText('Modalities');
    await expect(section(page, 'By series')).toContainText('0 of 4 images pass');
    await main.getByRole('link', { name: 'Change the filters' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Filters' })).toBeVisible();
  });
});

test('a rule that cannot be meant is refused at its list while typing, and by the engine where only it knows', async ({
  desktop,
  scratch,
}) => {
  const patient = path.join(scratch, 'patient');
  await writeSmallPatient(patient);
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await beginRun(page, application, [patient]);
  await visit(page, `/a/${application}/filters`);
  const main = page.getByRole('main');
  await expect(main.getByText('12 of 12 images pass')).toBeVisible();

  // A tag has a comma of its own; none of the images has a reconstruction target.
  await addWord(page, 'Required attributes', '0018,9317');
  await expect(main.getByText('0 of 12 images pass')).toBeVisible();
  await expect(previewOf(page, 'T1 axial')).toContainText('It has no 0018,9317.');
  await dropLastWord(page, 'Required attributes');

  await addWord(page, 'Required attributes', 'no-keyword');
  await expect(main.getByText(/^Must be a DICOM keyword/)).toBeVisible();
  await expect(main.getByText('The preview waits until the rules can be read.')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save changes' });
  await expect(save, 'with a rule that cannot be meant').toBeDisabled();

  await dropLastWord(page, 'Required attributes');
  await expect(main.getByText(/^Must be a DICOM keyword/)).toHaveCount(0);
  await addWord(page, 'Required attributes', 'NoSuchKeyword');
  const told = main.getByText('DICOM knows no attribute with the keyword "NoSuchKeyword".');
  const list = page.getByRole('list', { name: 'Findings' });
  await expect(list, 'beside what it keeps from being saved').toContainText('NoSuchKeyword');
  await expect(save, 'with a keyword that only the engine knows to be none').toBeDisabled();
  const { options } = await ask(page, 'applications.get', { application });
  expect(options.filters.requiredTags).not.toContain('NoSuchKeyword');

  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(told).toHaveCount(0);
  await expect(main.getByText('12 of 12 images pass')).toBeVisible();
});
