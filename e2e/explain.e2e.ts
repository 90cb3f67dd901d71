import path from 'node:path';
import {
  ask,
  expect,
  importPaths,
  inspectScreen,
  installServices,
  makeApplication,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

test('the page of a study says why jobs would run on it, or not, without running anything', async ({
  desktop,
  scratch,
}) => {
  const patient = path.join(scratch, 'patient');
  await writeTinyPatient(patient);
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { quietSeconds: 3600 });
  await installServices(page, application, scratch, [
    { name: 'wanted' },
    {
      name: 'unwanted',
      callback: 'print("No contrast."); return False',
      settings: { dependsOn: ['wanted'] },
    },
  ]);
  await importPaths(page, application, [patient]);
  const studies = () => ask(page, 'studies.list', { application });
  await expect.poll(async () => (await studies()).total).toBe(1);
  const { rows } = await studies();
  await visit(page, `/a/${application}/studies/${rows[0]!.id}`);

  const region = page.getByRole('main');
  await region.getByRole('button', { name: 'Explain' }).click();
  const jobs = region.getByRole('table', { name: 'Jobs' });
  await expect(jobs.getByRole('row', { name: /^wanted run/ })).toBeVisible();
  const declined = jobs.getByRole('row', { name: /^unwanted not run: declined/ });
  await expect(declined).toContainText('The callback of "unwanted" did not want it.');
  await declined.getByText('What it printed').click();
  await expect(declined.getByText('No contrast.')).toBeVisible();
  await expect(region.getByText('The filters are off: everything is handed on.')).toBeVisible();
  await expect(region.getByRole('list', { name: 'What the filters do to each series' })).toBeVisible();
  await expect(region.getByText('Still arriving.')).toBeVisible();
  await inspectScreen(app, page, 'why not');
  expect(await ask(page, 'runs.list', { application })).toMatchObject({ total: 0 });
});
