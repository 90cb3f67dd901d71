import path from 'node:path';
import { z } from 'zod';
import {
  bundledService,
  dropOnWindow,
  ensurePackaged,
  expect,
  goTo,
  jobInGraph,
  runPackagedCommand,
  samplePatientName,
  test,
  waitForRequests,
  wizardButton,
  writeSmallPatient,
} from './support/index.ts';
import manifest from '../package.json' with { type: 'json' };

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await ensurePackaged();
});

test('the packaged program does the main job by itself, window and command line on one engine', async ({
  packaged,
  scratch,
}) => {
  const { home, page } = packaged;
  expect((await runPackagedCommand(home, ['--version'])).trim()).toBe(manifest.version);
  await page.getByRole('textbox', { name: 'Name' }).fill('Packaged');
  await wizardButton(page, 'Skip to the summary').click();
  await wizardButton(page, 'Create application').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await waitForRequests(page);
  const folder = bundledService('series_report');
  await runPackagedCommand(home, ['install', 'service', '--app', 'Packaged', '--path', folder]);
  await goTo(page, 'Services');
  await expect(page.getByRole('heading', { name: 'series_report' })).toBeVisible();

  const images = await writeSmallPatient(path.join(scratch, 'patient'));
  await dropOnWindow(page, [path.join(scratch, 'patient')]);
  await expect(page.getByRole('alert').filter({ hasText: `${images} new` })).toBeVisible();
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: `Process now: ${samplePatientName}` }).click();
  await page.getByRole('link', { name: 'Run 1' }).click();
  await expect(jobInGraph(page, 'series_report')).toContainText('Succeeded');

  const listed = z.object({ applications: z.array(z.object({ name: z.string() })) });
  const list = async () =>
    listed.parse(JSON.parse(await runPackagedCommand(home, ['list', 'app', '--json']))).applications;
  expect(await list()).toEqual([{ name: 'Packaged' }]);
  expect(packaged.output(), 'a debugger of the main process').not.toContain('Debugger listening');
  expect(await packaged.close()).toBe(0);
  // Without a window, an engine is started for the call.
  expect(await list()).toEqual([{ name: 'Packaged' }]);
});
