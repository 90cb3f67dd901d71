import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { completenessOptionsSchema } from '../contract/index.ts';
import { buildInstance } from '../scripts/phantom/index.ts';
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
  writeTinyPatient,
} from './support/index.ts';

/** Writes one image into a folder of its own and returns that folder. */
async function writeImage(folder: string, tags: Parameters<typeof buildInstance>[0]): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'image.dcm'), buildInstance(tags));
  return folder;
}

test('what is required is written with help, waited for in sight, and put aside or started by hand', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 0.2 });
  const main = page.getByRole('main');
  const arriving = section(page, 'Arriving');

  await test.step('an expression is read while it is typed, and an example does', async () => {
    await goTo(page, 'Completeness');
    const expression = page.getByRole('textbox', { name: 'Required series' });
    await expression.fill('count(Modality == "PT" >= 1');
    await expect(main.getByText(/^At character 24: expected "\)"/)).toBeVisible();
    const save = page.getByRole('button', { name: 'Save changes' });
    await expect(save, 'with an expression that cannot be read').toBeDisabled();
    expect((await ask(page, 'applications.get', { application })).options.completeness.requiredSeries).toBe(
      null,
    );
    await main.getByRole('button', { name: /^A thin CT series and a PET/ }).click();
    await expect(main.getByText('This can be read.')).toBeVisible();
    await expression.fill('count(Modality == "PT") >= 1');
    await page.getByRole('radio', { name: 'Put it aside' }).check();
    await save.click();
    await expect(page.getByText('Saved. It takes effect')).toBeVisible();
  });

  await test.step('an arrival says what it lacks, counts down, and waits longer on request', async () => {
    await writeTinyPatient(path.join(scratch, 'first'), 'FIRST-1');
    await importPaths(page, application, [path.join(scratch, 'first')]);
    await goTo(page, 'Overview');
    await expect(arriving.getByRole('list', { name: 'Missing' })).toContainText(
      'count(Modality == "PT") >= 1',
    );
    await expect(arriving.getByRole('timer')).toHaveText(/^put aside in 23 h/);
    await arriving.getByRole('button', { name: 'Wait longer: Phantom, Tiny' }).click();
    await page.getByRole('menuitem', { name: '30 minutes' }).click();
    await expect(page.getByText(/^It waits until/)).toBeVisible();
    const [arrival] = await ask(page, 'arrivals.list', { application });
    expect(arrival!.heldUntil).toBeGreaterThan(Date.now() + 29 * 60_000);
  });

  await test.step('after the longest wait it is put aside with its reason', async () => {
    const { options } = await ask(page, 'applications.get', { application });
    const completeness = { ...options.completeness, maximumWaitSeconds: 0.1 };
    await ask(page, 'applications.set_options', { application, options: { completeness } });
    await writeTinyPatient(path.join(scratch, 'second'), 'SECOND-1');
    await importPaths(page, application, [path.join(scratch, 'second')]);
    const aside = section(page, 'Put aside');
    await expect(aside).toContainText('SECOND-1');
    await expect(aside).toContainText('It was not complete when the maximum wait was over.');
    await aside.getByRole('button', { name: 'Process now: Phantom, Tiny' }).click();
    await expect(aside).toHaveCount(0);
    await expect(section(page, 'Recently finished')).toContainText('SECOND-1');
  });
});

test('late images make a version, or are put aside; another patient id within a study is not overlooked', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600, grouping: 'study' });
  const main = page.getByRole('main');
  await beginRun(page, application, [await writeImage(path.join(scratch, '1'), { PatientID: 'LATE-1' })]);

  await test.step('a late image says that a new version will come of it', async () => {
    await importPaths(page, application, [
      await writeImage(path.join(scratch, '2'), { PatientID: 'LATE-1', InstanceNumber: 2 }),
    ]);
    await goTo(page, 'Overview');
    await expect(section(page, 'Arriving')).toContainText('Version 2');
    await page.getByRole('button', { name: 'Process all now' }).click();
    await page.getByRole('link', { name: 'Run 2 version 2' }).click();
    await expect(main.getByTitle(/results of earlier versions stay/)).toHaveText('Version 2');
  });

  await test.step('ignored late images are put aside, and the run says how many', async () => {
    await ask(page, 'applications.set_options', {
      application,
      options: { completeness: completenessOptionsSchema.parse({ lateArrivals: 'ignore' }) },
    });
    await importPaths(page, application, [
      await writeImage(path.join(scratch, '3'), { PatientID: 'LATE-1', InstanceNumber: 3 }),
    ]);
    await expect(main.getByText('1 image of the same came later and was put aside.')).toBeVisible();
    await main.getByRole('link', { name: 'Show what was put aside' }).click();
    await expect(section(page, 'Put aside')).toContainText('the application ignores late arrivals');
  });

  await test.step('a study whose patient id changes midway is marked where it arrives and where it is shown', async () => {
    const [known] = (await ask(page, 'studies.list', { application })).rows;
    await importPaths(page, application, [
      await writeImage(path.join(scratch, '4'), {
        PatientID: 'OTHER-1',
        StudyInstanceUID: known!.StudyInstanceUID,
        InstanceNumber: 4,
      }),
    ]);
    await goTo(page, 'Overview');
    await expect(section(page, 'Arriving')).toContainText(/patient id/i);
    await page.getByRole('button', { name: 'Process all now' }).click();
    await visit(page, `/a/${application}/studies/${known!.id}`);
    await expect(main.getByText(/also came under another patient ID: OTHER-1/)).toBeVisible();
    await goTo(page, 'Runs');
    await page.getByRole('link', { name: /^Run 3/ }).click();
    await expect(main.getByText(/warning.? while planning/)).toBeVisible();
    await expect(main.locator('details[open]')).toContainText(/patient id/i);
  });
});
