import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  answerChoosers,
  ask,
  bundledService,
  expect,
  expectFocusSeen,
  jobInGraph,
  jobPanel,
  makeApplication,
  reload,
  samplePatientName,
  section,
  shownInFileManager,
  tabTo,
  test,
  watchFileManager,
  writeSmallPatient,
} from './support/index.ts';

test('nobody needs a mouse from the import to the opened result, or loses sight of the focus on the way', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const main = page.getByRole('main');
  const application = await makeApplication(page, { quietSeconds: 3600 }, 'Keyboard');
  await ask(page, 'services.install', { application, path: bundledService('series_report') });
  const patient = path.join(scratch, 'patient');
  await writeSmallPatient(patient);
  await reload(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  await test.step('the first step of the Tab key leads past the sidebar', async () => {
    const skip = page.getByRole('button', { name: 'Skip to content' });
    await page.keyboard.press('Tab');
    await expect(skip).toBeFocused();
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    await expect(main).toBeFocused();
    await tabTo(page, skip, { backwards: true });
  });

  await test.step('a folder is imported, and the focus comes back from the menu and its dialog', async () => {
    const button = page.getByRole('button', { name: 'Import', exact: true });
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Import files…' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
    await answerChoosers(app, [patient]);
    await page.keyboard.press('Enter');
    const folder = page.getByRole('menuitem', { name: 'Import folder…' });
    await expect(folder).toBeVisible();
    while (!(await folder.evaluate((item) => item.matches(':focus')))) {
      await page.keyboard.press('ArrowDown');
      await expectFocusSeen(page);
    }
    await page.keyboard.press('Enter');
    await expect(button).toBeFocused();
    await expect(page.getByRole('alert').filter({ hasText: 'Import finished' })).toBeVisible();
  });

  await test.step('what came is processed at once', async () => {
    const arriving = section(page, 'Arriving');
    await tabTo(page, arriving.getByRole('button', { name: `Process now: ${samplePatientName}` }));
    await page.keyboard.press('Enter');
    // Where it stays: while it runs it stands above, and leaves with the focus when it ends.
    await tabTo(page, section(page, 'Recently finished').getByRole('link', { name: /^Run 1/ }));
    await page.keyboard.press('Enter');
    await expect(jobInGraph(page, 'series_report')).toContainText('Succeeded');
  });

  await test.step('the job is opened in the graph, and its files by the arrow keys', async () => {
    await tabTo(page, jobInGraph(page, 'series_report'));
    await page.keyboard.press('Enter');
    const panel = jobPanel(page, 'series_report');
    await tabTo(page, panel.getByRole('tab', { selected: true }));
    const files = panel.getByRole('tab', { name: 'Files' });
    while (!(await files.evaluate((tab) => tab.matches(':focus')))) {
      await page.keyboard.press('ArrowRight');
      await expectFocusSeen(page);
    }
    await page.keyboard.press('Enter');
  });

  await test.step('a result file is opened where it lies', async () => {
    await watchFileManager(app);
    const panel = jobPanel(page, 'series_report');
    await tabTo(page, panel.getByRole('button', { name: 'Show reports/summary.csv in the file manager' }));
    await page.keyboard.press('Enter');
    await expect.poll(() => shownInFileManager(app)).toHaveLength(1);
    const [shown = ''] = await shownInFileManager(app);
    expect(await readFile(shown, 'utf8')).toContain('T2 oblique');
  });
});
