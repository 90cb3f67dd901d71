import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildInstance } from '../scripts/phantom/index.ts';
import {
  ask,
  expect,
  importPaths,
  inspectScreen,
  makeApplication,
  reload,
  test,
  visit,
} from './support/index.ts';

/** Two studies of one patient and one of another, one of them with names that are not Latin. */
const instances = [
  { PatientID: 'PAT-1', PatientName: 'Meyer^Anna', InstanceNumber: 1, SeriesDescription: 'lung 1.0 mm' },
  { PatientID: 'PAT-1', PatientName: 'Meyer^Anna', InstanceNumber: 2, SeriesDescription: 'lung 1.0 mm' },
  { PatientID: 'PAT-1', PatientName: 'Meyer^Anna', StudyDescription: 'Follow-up', StudyDate: '20240612' },
  {
    PatientID: 'PAT-2',
    PatientName: 'Yamada^Tarou=山田^太郎',
    StudyDescription: 'Knee left',
    Modality: 'MR',
    StudyDate: '20230105',
  },
];

test('studies are found while typing, and one goes down to the elements of an instance and compares two', async ({
  desktop,
  scratch,
}) => {
  const folder = path.join(scratch, 'files');
  await mkdir(folder);
  for (const [index, tags] of instances.entries()) {
    await writeFile(
      path.join(folder, `${index}.dcm`),
      buildInstance({ ...tags, StudyID: tags.StudyDescription ?? '1' }),
    );
  }
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await importPaths(page, application, [folder]);
  const studies = () => ask(page, 'studies.list', { application });
  await expect.poll(async () => (await studies()).total).toBe(3);

  await visit(page, `/a/${application}/studies`);
  const list = page.getByRole('table', { name: 'Studies' });
  await expect(list.getByRole('row')).toHaveCount(4);

  // The keyboard alone: to the search, into the list, to the study.
  await page.keyboard.press('/');
  const search = page.getByRole('textbox', { name: 'Search studies' });
  await expect(search).toBeFocused();
  await search.pressSequentially('meyer modality:ct 2024');
  await expect(list.getByRole('row')).toHaveCount(3);
  await expect(page.getByText('2 studies found')).toBeVisible();
  await expect(list.getByRole('link', { name: '2 studies' })).toHaveCount(1);
  await inspectScreen(app, page, 'studies search');
  await search.fill('山田');
  await expect(list.getByRole('row')).toHaveCount(2);
  await search.fill('Colour:red');
  await expect(page.getByText('“Colour:” is no element')).toBeVisible();
  await search.fill('meyer');
  await expect(list.getByRole('row')).toHaveCount(3);
  await reload(page);
  await expect(search).toHaveValue('meyer');
  await expect(list.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'How to search' }).click();
  await expect(page.getByText('Studies between two dates')).toBeVisible();
  await inspectScreen(app, page, 'studies search help');
  await page.keyboard.press('Escape');

  await list.getByRole('link', { name: '2 studies' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Meyer, Anna' })).toBeVisible();
  const ofPatient = page.getByRole('table', { name: 'Studies of the patient' });
  await expect(ofPatient.getByRole('row')).toHaveCount(3);
  await inspectScreen(app, page, 'patient');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(search).toHaveValue('meyer');

  await search.focus();
  await page.keyboard.press('ArrowDown');
  await expect(list.locator('tr[aria-rowindex="2"] [data-row-link]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.locator('tr[aria-rowindex="3"] [data-row-link]')).toBeFocused();
  await list
    .getByRole('row', { name: /Test study/ })
    .locator('[data-row-link]')
    .focus();
  await page.keyboard.press('Enter');
  const seriesTable = page.getByRole('table', { name: 'Series' });
  await seriesTable.getByRole('link').first().click();
  const instanceTable = page.getByRole('table', { name: 'Instances of the series' });
  await expect(instanceTable.getByRole('row')).toHaveCount(3);
  await inspectScreen(app, page, 'series');
  await instanceTable.getByRole('link', { name: 'No. 1' }).click();

  const elements = page.getByRole('table', { name: 'Elements' });
  await expect(elements.getByRole('row', { name: /PatientName.*Meyer\^Anna/ })).toBeVisible();
  await inspectScreen(app, page, 'instance');
  const find = page.getByRole('textbox', { name: 'Search tag, keyword or value' });
  await find.fill('0010,0020');
  await expect(elements.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('dialog', { name: 'PatientID' });
  await expect(detail.getByText('PAT-1', { exact: true })).toBeVisible();
  await inspectScreen(app, page, 'element');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Next instance' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'No. 2' })).toBeVisible();

  await page.getByRole('link', { name: 'Compare…' }).click();
  await expect(page.getByText('Choose two instances')).toBeVisible();
  await page
    .getByRole('region', { name: 'Right' })
    .getByRole('button', { name: 'Choose an instance' })
    .click();
  const picker = page.getByRole('dialog', { name: 'Choose an instance' });
  await picker.getByRole('combobox', { name: 'Study' }).fill('knee');
  await page.getByRole('option', { name: /Knee left/ }).click();
  await picker.getByRole('combobox', { name: 'Series' }).click();
  await page.getByRole('option', { name: /MR/ }).click();
  await picker.getByRole('combobox', { name: 'Instance' }).click();
  await page.getByRole('option').first().click();
  await inspectScreen(app, page, 'compare choose');
  await picker.getByRole('button', { name: 'Compare this one' }).click();
  const modality = elements.getByRole('row', { name: /Modality/ });
  await expect(modality).toContainText('CT');
  await expect(modality).toContainText('MR');
  await expect(elements.getByRole('row', { name: /SOPClassUID/ })).toHaveCount(0);
  await inspectScreen(app, page, 'compare');
  await page.getByText(/^All \(/).click();
  await expect(elements.getByRole('row', { name: /SOPClassUID/ }).first()).toBeVisible();
  await reload(page);
  await expect(modality).toContainText('MR');
});
