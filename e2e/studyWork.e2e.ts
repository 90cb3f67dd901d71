import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerChoosers,
  ask,
  expect,
  importPaths,
  inspectScreen,
  installServices,
  makeApplication,
  section,
  test,
  visit,
  writeSmallPatient,
} from './support/index.ts';

/** Writes over name and identifier of the copies in its data folder, as anonymisers of the original do. */
const anonymizing = `
for folder, _, names in os.walk(os.path.join(os.environ["DATA"], "dicom")):
    for name in names:
        file = os.path.join(folder, name)
        with open(file, "rb") as source:
            data = source.read()
        for text in params["texts"].split("|"):
            data = data.replace(text.encode(), b"X" * len(text))
        with open(file, "wb") as target:
            target.write(data)
`;
const measuring = `
with open(os.path.join(os.environ["DATA"], "volume.json"), "w") as target:
    target.write('{"ml": 42}')
return {"volume": 42, "unit": "ml"}
`;

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Chooses a folder in the dialog of an export, and what is made in it. */
async function describeExport(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('button', { name: 'Choose the folder to export into' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill(name);
}

test('studies are exported, anonymised, looked at with what was processed, and deleted, and the disk tells', async ({
  desktop,
  scratch,
}) => {
  const patient = path.join(scratch, 'patient');
  const outside = path.join(scratch, 'outside');
  await mkdir(outside);
  await writeSmallPatient(patient);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  const main = page.getByRole('main');
  await importPaths(page, application, [patient]);
  const [one, other] = (await ask(page, 'studies.list', { application })).rows;
  await installServices(page, application, scratch, [
    { name: 'measure', worker: measuring, settings: { params: { organ: 'lung' } } },
  ]);
  await ask(page, 'arrivals.process_now', { application });
  await expect
    .poll(async () => (await ask(page, 'runs.list', { application })).rows[0]?.state, { timeout: 60_000 })
    .toBe('succeeded');

  await test.step('what is chosen in the list is exported as it is stored', async () => {
    await visit(page, `/a/${application}/studies`);
    const table = main.getByRole('table', { name: 'Studies' });
    await table.getByRole('checkbox').first().check();
    await expect(main.getByText('1 study chosen')).toBeVisible();
    await inspectScreen(app, page, 'studies chosen');
    await answerChoosers(app, [outside]);
    await main.getByRole('button', { name: 'Export…' }).click();
    await describeExport(page, 'For Anna');
    await inspectScreen(app, page, 'export dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
    await expect.poll(() => existsSync(path.join(outside, 'For Anna'))).toBe(true);
    const written = filesBelow(path.join(outside, 'For Anna'));
    const originals = new Set(filesBelow(patient).map((file) => readFileSync(file).toString('base64')));
    expect(written.every((file) => originals.has(readFileSync(file).toString('base64')))).toBe(true);
  });

  await test.step('what was processed stands beside the study', async () => {
    await visit(page, `/a/${application}/studies/${one!.id}`);
    const processed = section(page, 'What was processed');
    const row = processed.getByRole('row', { name: /^measure/ });
    await expect(row).toContainText('Succeeded');
    await expect(row).toContainText('{"volume":42,"unit":"ml"}');
    await expect(row.getByRole('link', { name: 'volume.json' })).toBeVisible();
    await inspectScreen(app, page, 'study processed');
  });

  await test.step('a service that anonymises writes what is exported, and no image names the patient', async () => {
    const settings = { params: { texts: `${one!.PatientName}|${one!.PatientID}` } };
    await installServices(page, application, scratch, [
      { name: 'anonymizer', worker: anonymizing, settings },
    ]);
    await main.getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await describeExport(page, 'Anonymous');
    await dialog.getByRole('combobox', { name: 'Anonymised through' }).click();
    await page.getByRole('option', { name: 'anonymizer' }).click();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const ended = async () =>
      (await ask(page, 'tasks.list', { application })).rows.find(({ title }) => title.includes('anonymizer'));
    // It is not in the list before the engine has taken the request.
    await expect
      .poll(async () => (await ended())?.state ?? 'not begun', { timeout: 60_000 })
      .not.toMatch(/^(not begun|running)$/);
    expect(await ended()).toMatchObject({ state: 'succeeded', failed: 0, problem: null });
    const written = filesBelow(path.join(outside, 'Anonymous'));
    expect(written).toHaveLength(one!.instanceCount);
    for (const file of written) expect(readFileSync(file).includes(one!.PatientName)).toBe(false);
  });

  await test.step('deleting asks with exact numbers, and tells what stays', async () => {
    await main.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete from the archive' });
    await expect(dialog).toContainText(`${one!.instanceCount} images`);
    await expect(dialog).toContainText('1 run with record, results and logs.');
    await inspectScreen(app, page, 'delete dialog');
    await dialog.getByRole('button', { name: `Delete ${one!.instanceCount} images` }).click();
    await expect(page).toHaveURL(/studies$/);
    await expect
      .poll(async () => (await ask(page, 'studies.list', { application })).rows.map(({ id }) => id))
      .toEqual([other!.id]);
    await expect(main.getByRole('row')).toHaveCount(2);
    await visit(page, `/a/${application}/studies/${one!.id}`);
    await expect(main.getByText('Its images were deleted from the archive.')).toBeVisible();
    await expect(section(page, 'What was processed').getByRole('row', { name: /^measure/ })).toBeVisible();
  });

  await test.step('the disk tells what takes space, and cleaning up is one click away', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Disk use' }).click();
    const table = main.getByRole('table', { name: 'Space by what it is for' });
    await expect(table.getByRole('row', { name: /^Original images/ })).toBeVisible();
    await inspectScreen(app, page, 'disk use');
    await table
      .getByRole('row', { name: /^Copies of images in runs/ })
      .getByRole('button', { name: 'Clean up…' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Clean up' });
    await dialog.getByRole('button', { name: 'Show what would be removed' }).click();
    await expect(dialog.getByText(/Nothing/)).toBeVisible();
    await inspectScreen(app, page, 'clean up dialog');
  });
});
