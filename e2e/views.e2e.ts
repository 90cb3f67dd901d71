import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RouteInput } from '../contract/index.ts';
import { diskGuardOptionsSchema, httpOptionsSchema, watchedFolderSchema } from '../contract/index.ts';
import {
  buildInstance,
  sameUidOtherContent,
  samplePatient,
  writePatients,
} from '../scripts/phantom/index.ts';
import {
  ask,
  beginRun,
  bundledService,
  expect,
  gatedWorker,
  holdPort,
  importPaths,
  inspectScreen,
  installServices,
  jobInGraph,
  makeApplication,
  openJob,
  openScpDoor,
  startOrthanc,
  store,
  test,
  visit,
  writeSmallPatient,
  writeTinyPatient,
} from './support/index.ts';

/** Every view has about twenty looks to stand: schemes, sizes, accessibility. */
test.setTimeout(240_000);

test('no view is inaccessible or too wide, empty or full, light or dark', async ({ desktop, scratch }) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => test.step(name, () => inspectScreen(app, page, name));
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });
  const main = page.getByRole('main');

  await expect(heading('Create your first application')).toBeVisible();
  await look('welcome');
  const application = await makeApplication(page, { quietSeconds: 3600 }, 'Chest and head');
  await expect(page.getByRole('heading', { name: 'Ready for the first images' })).toBeVisible();
  await look('overview-empty');
  for (const view of ['studies', 'runs', 'services', 'imports'] as const) {
    await visit(page, `/a/${application}/${view}`);
    await expect(main.getByText(/yet$/).first()).toBeVisible();
    await look(`${view}-empty`);
  }

  const gate = path.join(scratch, 'gate');
  const journal = path.join(scratch, 'journal');
  for (const name of ['series_report', 'intensity_preview'] as const)
    await ask(page, 'services.install', { application, path: bundledService(name) });
  await installServices(page, application, path.join(scratch, 'services'), [
    {
      name: 'volumetry',
      worker: 'raise RuntimeError("no lung found")',
      settings: { dependsOn: ['series_report'] },
    },
    { name: 'volume_chart', settings: { dependsOn: ['volumetry'] } },
    { name: 'long_fit', worker: gatedWorker, settings: { params: { gate, journal } } },
    { name: 'upload', settings: { dependsOn: ['long_fit', 'intensity_preview'] } },
    { name: 'heart_score', callback: 'print("no cardiac CT")\nreturn False' },
  ]);
  const patient = path.join(scratch, 'patient');
  await writePatients([samplePatient()], patient);
  const run = await beginRun(page, application, [patient]);
  await writeTinyPatient(path.join(scratch, 'arriving'), 'TINY-1');
  await importPaths(page, application, [path.join(scratch, 'arriving'), bundledService('series_report')]);

  await visit(page, `/a/${application}/runs/${run}`);
  await expect(jobInGraph(page, 'intensity_preview')).toContainText('Succeeded', { timeout: 60_000 });
  await expect(jobInGraph(page, 'volume_chart')).toContainText('Skipped');
  await expect(jobInGraph(page, 'long_fit')).toContainText('Running');
  await look('run');
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByRole('table', { name: 'Jobs of this run' })).toBeVisible();
  await look('run-table');
  await page.getByText('Graph', { exact: true }).click();

  await openJob(page, 'intensity_preview', 'Summary');
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await look('job-summary');
  await openJob(page, 'series_report', 'Log');
  await expect(page.getByRole('log')).toContainText('no findings');
  await look('job-log');
  await openJob(page, 'series_report', 'Callback');
  await look('job-callback');
  await openJob(page, 'intensity_preview', 'Files');
  await look('job-files');
  await openJob(page, 'intensity_preview', 'Definition');
  await look('job-definition');
  await openJob(page, 'volumetry', 'Summary');
  await expect(page.getByText('RuntimeError', { exact: true })).toBeVisible();
  await look('job-failed');

  await visit(page, `/a/${application}`);
  await expect(main.getByText('complete in')).toBeVisible();
  await look('overview');
  await visit(page, `/a/${application}/studies`);
  await expect(page.getByRole('table', { name: 'Studies' })).toContainText('MR head');
  await look('studies');
  await page
    .getByRole('link', { name: /Phantom, Demo/ })
    .first()
    .click();
  await expect(main.getByText('Study Instance UID')).toBeVisible();
  await look('study');
  await visit(page, `/a/${application}/runs`);
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText('Run 1');
  await look('runs');
  await visit(page, `/a/${application}/jobs`);
  await expect(page.getByRole('table', { name: 'Jobs' })).toContainText('volumetry');
  await look('jobs');
  await visit(page, `/a/${application}/imports`);
  await expect(page.getByRole('table', { name: 'Imports' })).toContainText('not DICOM');
  await look('imports');
  await page.getByRole('table', { name: 'Imports' }).getByRole('link').first().click();
  await expect(page.getByRole('table', { name: 'Files with a remark' })).toContainText('settings.json');
  await look('import');
  await visit(page, `/a/${application}/settings`);
  await expect(main.getByText(/^Python 3/)).toBeVisible();
  await look('settings');
  await visit(page, `/a/${application}/nowhere`);
  await expect(page.getByText('Nothing is here')).toBeVisible();
  await look('unknown');
  await visit(page, `/a/${application}/services`);
  await expect(page.getByRole('heading', { name: 'series_report' })).toBeVisible();
  await look('services');
  for (const tab of ['', '/development', '/versions', '/update']) {
    await visit(page, `/a/${application}/services/series_report${tab}`);
    await expect(heading('series_report')).toBeVisible();
    await look(`service${tab.replace('/', '-')}`);
  }
});

test('no view of doors and quarantine is inaccessible or too wide, empty or full, light or dark', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const look = (name: string) => test.step(name, () => inspectScreen(app, page, name));
  const main = page.getByRole('main');
  const application = await makeApplication(page, { quietSeconds: 3600 }, 'Chest and head');
  const show = async (view: string, text: string, name: string) => {
    await visit(page, `/a/${application}/${view}`);
    await expect(main.getByText(text).first()).toBeVisible();
    await look(name);
  };
  await show('doors', 'Open this door', 'doors-empty');
  await show('doors/scp', 'Nobody has sent yet', 'door-scp-empty');
  await show('doors/folder', 'No folder is watched', 'door-folder-empty');
  await show('quarantine', 'Nothing is in quarantine', 'quarantine-empty');

  const first = buildInstance({ PatientName: 'Phantom^Conflict' });
  const files = { 'first.dcm': first, 'other.dcm': sameUidOtherContent(first) };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(scratch, name), content);
  await mkdir(path.join(scratch, 'watched'));
  const watchedFolders = ['watched', 'gone'].map((name) =>
    watchedFolderSchema.parse({ id: name, path: path.join(scratch, name), after: 'delete' }),
  );
  const { port, release } = await holdPort();
  const http = httpOptionsSchema.parse({ enabled: true, port });
  const diskGuard = diskGuardOptionsSchema.parse({ warnPercent: 100 });
  await ask(page, 'applications.set_options', {
    application,
    options: { watchedFolders, http, diskGuard },
  });
  const target = await openScpDoor(page, application);
  for (const name of Object.keys(files)) await store(target, [path.join(scratch, name)]);

  await show('doors', 'is not there', 'doors');
  await show('doors/scp', 'STORESCU (127.0.0.1)', 'door-scp');
  await show('doors/http', String(port), 'door-http');
  await release();
  await show('doors/folder', 'is not there', 'door-folder');
  await show('doors/scp/settings', 'Who may send', 'door-scp-settings');
  await page.getByText('TLS', { exact: true }).click();
  await page.getByLabel('Address', { exact: true }).fill('0.0.0.0');
  await page.getByLabel('Largest PDU').fill('7');
  await expect(page.getByText('Must be at least 4,096.')).toBeVisible();
  await look('door-scp-settings-changed');
  await show('doors/http/settings', 'Host names', 'door-http-settings');
  await show('doors/folder/settings', 'are deleted once they are taken', 'door-folder-settings');
  await show('disk-space', 'Disk guard', 'disk-space');
  await show('quarantine', 'Phantom, Conflict', 'quarantine');
  await page.getByRole('table', { name: 'Quarantine' }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await expect(page.getByRole('dialog')).toContainText('cannot be brought back');
  await look('quarantine-delete');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('table', { name: 'Quarantine' }).getByRole('link').click();
  await expect(page.getByText('First bytes')).toBeVisible();
  await look('quarantined');
});

test('no view of what is processed and of peers is inaccessible or too wide', async ({
  desktop,
  scratch,
}) => {
  const orthanc = await startOrthanc(path.join(scratch, 'orthanc'));
  try {
    await writeSmallPatient(path.join(scratch, 'patient'));
    await store(orthanc, [path.join(scratch, 'patient')]);
    const { app, page } = await desktop.start();
    const look = (name: string) => test.step(name, () => inspectScreen(app, page, name));
    const main = page.getByRole('main');
    const application = await makeApplication(page, { quietSeconds: 3600 }, 'Chest and head');
    const open = (view: string) => visit(page, `/a/${application}/${view}`);
    const set = (options: RouteInput<'applications.set_options'>['options']) =>
      ask(page, 'applications.set_options', { application, options });
    const incomplete = {
      requiredSeries: 'count(Modality == "PT") >= 1',
      afterMaximumWait: 'put-aside',
    } as const;

    await open('peers');
    await expect(main.getByText('No peers yet')).toBeVisible();
    await look('peers-empty');
    const { aeTitle, host, port } = orthanc;
    for (const peer of [
      { kind: 'dicom', name: 'Archive', aeTitle, host, port },
      { kind: 'dicom', name: 'Closed ward', aeTitle: 'GONE', host, port: 1 },
      { kind: 'dicomweb', name: 'Cloud', url: 'https://cloud.example/dicom-web' },
    ] as const)
      await ask(page, 'peers.create', { application, peer });
    await main.getByRole('button', { name: 'More for Closed ward' }).click();
    await page.getByRole('menuitem', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('switch', { name: 'Speak TLS' }).press('Space');
    await look('peer-dialog');
    await page.keyboard.press('Escape');
    await main.getByRole('button', { name: 'Test Archive' }).click();
    await main.getByRole('button', { name: 'Test Closed ward' }).click();
    await expect(main.getByText(/^Answered in/)).toBeVisible();
    await expect(main.getByRole('alert')).toBeVisible();
    await look('peers');
    await main.getByRole('link', { name: 'Look for studies at Archive' }).click();
    await expect(main.getByText('Nothing was looked for yet')).toBeVisible();
    await look('query-empty');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(main.getByText('2 studies found')).toBeVisible();
    await main.getByRole('checkbox').first().check();
    await look('query');

    await open('filters');
    await expect(main.getByText('No study to try them on')).toBeVisible();
    await look('filters-empty');
    await importPaths(page, application, [path.join(scratch, 'patient')]);
    await page.getByRole('combobox', { name: 'Required attributes' }).fill('no-keyword');
    await page.keyboard.press('Tab');
    await expect(main.getByText('12 of 12 images pass')).toBeVisible();
    await look('filters');
    await open('completeness');
    await main.getByRole('button', { name: 'Add a sender' }).click();
    await page.getByRole('textbox', { name: 'Required series' }).fill('count(Modalty == "CT") >= 1');
    await look('completeness');

    await set({ completeness: { ...incomplete, maximumWaitSeconds: 7200 } });
    await open('');
    await expect(main.getByText(/^put aside in/)).toBeVisible();
    await look('overview-missing');
    await set({ completeness: { ...incomplete, maximumWaitSeconds: 0 } });
    await expect(main.getByRole('heading', { name: 'Put aside' })).toBeVisible();
    await look('overview-put-aside');
    await set({ filters: { enabled: true, modalities: ['CT'] }, completeness: {} });
    await main.getByRole('button', { name: /^Process now/ }).click();
    await page.getByRole('link', { name: /^Run 1/ }).click();
    await main.getByText(/^Filters kept out 8/).click();
    await look('run-filters');
    await set({ filters: { enabled: true, modalities: ['PT'] } });
    await main.getByRole('button', { name: 'Process again' }).click();
    await page.getByRole('link', { name: /^Run 2/ }).click();
    await expect(main.getByText('Nothing passed the filters')).toBeVisible();
    await look('run-filtered-out');
  } finally {
    await orthanc.stop();
  }
});

test('the chosen colours and the place of the window outlive a restart', async ({ desktop }) => {
  const first = await desktop.start();
  await makeApplication(first.page);
  await first.page.getByRole('button', { name: 'Appearance' }).click();
  await first.page.getByRole('menuitem', { name: 'Dark' }).click();
  const root = first.page.locator('html');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const bounds = { x: 150, y: 120, width: 1111, height: 777 };
  await first.app.evaluate(
    ({ BrowserWindow }, place) => BrowserWindow.getAllWindows()[0]?.setBounds(place),
    bounds,
  );
  await first.close();

  const { app, page } = await desktop.start();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(
    bounds,
  );
});
