import path from 'node:path';
import {
  ask,
  expect,
  inspectScreen,
  openJob,
  processed,
  test,
  visit,
  writeService,
  writeTinyPatient,
} from './support/index.ts';

test('a result has its origin, runs again, with other parameters, and as a golden case after a change', async ({
  desktop,
  scratch,
}) => {
  const patient = path.join(scratch, 'patient');
  await writeTinyPatient(patient);
  const { app, page } = await desktop.start();
  const measure = (unit: string) => ({
    name: 'measure',
    worker: `open("note.txt", "w").write("${unit}\\n"); return {"unit": "${unit}", "level": params["level"]}`,
    settings: { params: { level: 'low' } },
  });
  const { application, run } = await processed(page, scratch, [measure('ml')], [patient]);
  await visit(page, `/a/${application}/runs/${run}`);

  const panel = await openJob(page, 'measure', 'Origin');
  const [service] = await ask(page, 'services.list', { application });
  await expect(panel.getByText(service!.contentHash)).toBeVisible();
  await expect(panel.getByText('Number of the version')).toBeVisible();
  await expect(panel.getByText(service!.origin, { exact: true }), 'where the code came from').toBeVisible();
  await expect(panel.getByRole('button', { name: 'Copy the whole card as JSON' })).toBeVisible();
  await panel.getByRole('button', { name: 'Run exactly this again' }).click();
  await expect(panel.getByText('The same result and the same files.')).toBeVisible();
  await panel.getByRole('button', { name: 'Keep as golden case' }).click();
  await expect(page.getByText('Kept as golden case.')).toBeVisible();
  await inspectScreen(app, page, 'origin');

  await panel.getByRole('tab', { name: 'Try' }).click();
  const params = panel.getByLabel('Parameters as JSON');
  await params.fill('{"level": ');
  await expect(panel.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  await params.fill('{"level": "high"}');
  await panel.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(panel.getByRole('row', { name: 'level "low" "high"' })).toBeVisible();
  expect(await ask(page, 'runs.list', { application })).toMatchObject({ total: 1 });

  await ask(page, 'services.install', {
    application,
    path: await writeService(scratch, measure('cm3')),
    replace: true,
  });
  await visit(page, `/a/${application}/services`);
  const golden = page.getByRole('region', { name: 'Golden cases: measure' });
  await golden.getByRole('button', { name: 'Check' }).click();
  await expect(golden.getByText('differs')).toBeVisible();
  await expect(golden.getByRole('row', { name: 'unit "ml" "cm3"' })).toBeVisible();
  await inspectScreen(app, page, 'golden');
  await golden.getByRole('button', { name: /^Accept the new result/ }).click();
  await golden.getByRole('button', { name: 'Check' }).click();
  await expect(golden.getByText('met', { exact: true })).toBeVisible();
});
