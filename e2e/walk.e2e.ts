import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ZipFile } from 'yazl';
import { buildInstance, truncated } from '../scripts/phantom/index.ts';
import {
  answerChoosers,
  bundledService,
  dragOverWindow,
  expect,
  goTo,
  jobInGraph,
  jobPanel,
  samplePatientName,
  section,
  shownInFileManager,
  test,
  waitForRequests,
  watchFileManager,
  wizardButton,
  writeSmallPatient,
} from './support/index.ts';

/** A folder as people have them: a patient, and what lies about beside it. Returns what is to be dropped. */
async function writeMixedFolder(scratch: string): Promise<{ paths: string[]; images: number }> {
  const folder = path.join(scratch, 'from the scanner');
  const images = await writeSmallPatient(folder);
  await writeFile(path.join(folder, 'notes.txt'), 'Scanned on a Monday.');
  await writeFile(path.join(folder, 'empty.dcm'), '');
  const late = buildInstance({ PatientID: 'DEMO-0001', InstanceNumber: 77 });
  await writeFile(path.join(folder, 'cut.dcm'), truncated(late, late.length - 10));

  const again = path.join(scratch, 'again.zip');
  const zip = new ZipFile();
  const first = path.join('DEMO-0001', 'CT-1', '2', '0001.dcm');
  zip.addFile(path.join(folder, first), first);
  zip.end();
  await writeFile(again, await streamToBuffer(zip.outputStream));
  return { paths: [folder, again], images };
}

async function streamToBuffer(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('the walk: services and files go in by the window, results come out, every step is to be seen', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const main = page.getByRole('main');
  await page.getByRole('textbox', { name: 'Name' }).fill('Walk');
  await wizardButton(page, 'Skip to the summary').click();
  await wizardButton(page, 'Create application').click();

  await test.step('two bundled services are chosen, looked at and installed', async () => {
    await goTo(page, 'Services');
    for (const name of ['series_report', 'intensity_preview'] as const) {
      await page.getByRole('link', { name: 'Install…' }).click();
      await answerChoosers(app, [bundledService(name)]);
      await page.getByRole('button', { name: 'Choose the folder' }).click();
      await wizardButton(page, 'Next').click();
      await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
      await expect(page.getByText('Nothing to remark.')).toBeVisible();
      await wizardButton(page, 'Next').click();
      await wizardButton(page, 'Install').click();
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await goTo(page, 'Services');
      await expect(main.getByRole('heading', { name })).toBeVisible();
    }
  });

  await waitForRequests(page);
  const { paths, images } = await writeMixedFolder(scratch);
  await test.step('a folder and a ZIP are dropped on the window', async () => {
    const { drop } = await dragOverWindow(page, paths);
    await expect(page.getByText('Files, folders, ZIP and tar archives go into “Walk”.')).toBeVisible();
    await drop();
    const ended = page.getByRole('alert').filter({ hasText: 'Import finished' });
    await expect(ended).toContainText(`${images} new, 1 already there, 1 damaged, 2 not DICOM`);
    await ended.getByRole('link', { name: /Details/ }).click();
  });

  await test.step('every file that was not simply taken is listed with its reason', async () => {
    const counts = page.getByRole('group', { name: 'Files by outcome' });
    await expect(counts.getByRole('button', { name: 'New' })).toContainText(String(images));
    const remarks = page.getByRole('table', { name: 'Files with a remark' });
    const row = (file: string) => remarks.getByRole('row').filter({ hasText: file });
    await expect(row('empty.dcm')).toContainText('The file is empty.');
    await expect(row('notes.txt')).toContainText('Not DICOM');
    await expect(row('cut.dcm')).toContainText(/Damaged.*cut short/);
    await expect(row('again.zip » DEMO-0001/CT-1/2/0001.dcm')).toContainText('Already there');
    await counts.getByRole('button', { name: 'Damaged' }).click();
    await expect(row('empty.dcm')).toHaveCount(0);
    await expect(row('cut.dcm')).toBeVisible();
  });

  await test.step('the patient counts down, and is processed at once on request', async () => {
    await goTo(page, 'Overview');
    const arriving = section(page, 'Arriving');
    await expect(arriving).toContainText(samplePatientName);
    await expect(arriving).toContainText(`2 studies, 3 series, ${images} images`);
    const timer = arriving.getByRole('timer', { name: 'Time until complete' });
    await expect(timer).toHaveText(/^complete in .+ s$/);
    await expect(timer).not.toHaveText(await timer.innerText());
    await arriving.getByRole('button', { name: `Process now: ${samplePatientName}` }).click();
    await expect(arriving).toHaveCount(0);
  });

  await test.step('the graph of job runs becomes green without being touched', async () => {
    await page.getByRole('link', { name: /^Run 1/ }).click();
    await expect(jobInGraph(page, 'series_report')).toContainText('Succeeded');
    await expect(jobInGraph(page, 'intensity_preview')).toContainText('Succeeded');
    await expect(main.getByText('2 of 2 jobs ended')).toBeVisible();
  });

  await test.step('a click on a job run shows all there is to know of it', async () => {
    await jobInGraph(page, 'series_report').click();
    const panel = jobPanel(page, 'series_report');
    await expect(panel.getByRole('heading', { name: 'series_report' })).toBeVisible();
    const attempts = panel.getByRole('table', { name: 'Attempts' });
    await expect(attempts.getByRole('cell', { name: '1: Succeeded' })).toBeVisible();
    await expect(section(page, 'Result')).toContainText('"reports/index.html"');
    await expect(panel.getByText('Waited in the queue')).toBeVisible();

    await panel.getByRole('tab', { name: 'Log' }).click();
    await expect(panel.getByRole('log')).toContainText('T1 axial: 4 images, no findings');

    await panel.getByRole('tab', { name: 'Callback' }).click();
    await expect(panel.getByText('Accepted')).toBeVisible();
    await expect(section(page, 'Given to the other jobs')).toContainText('outputs');
  });

  await test.step('its files are shown where they really lie', async () => {
    await watchFileManager(app);
    const panel = jobPanel(page, 'series_report');
    await panel.getByRole('tab', { name: 'Files' }).click();
    await panel.getByRole('button', { name: 'Show reports/summary.csv in the file manager' }).click();
    await expect.poll(() => shownInFileManager(app)).toHaveLength(1);
    const [shown = ''] = await shownInFileManager(app);
    expect(path.relative(desktop.home, shown)).toMatch(
      /^applications.Walk.runs.[^/]+.data.reports.summary\.csv$/,
    );
    expect(await readFile(shown, 'utf8')).toContain('T2 oblique');
  });
});

test('files chosen by the button go the same way as dropped ones, and once more changes nothing', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  await page.getByRole('textbox', { name: 'Name' }).fill('Chosen');
  await wizardButton(page, 'Skip to the summary').click();
  await wizardButton(page, 'Create application').click();
  const folder = path.join(scratch, 'patient');
  await mkdir(folder);
  await writeFile(path.join(folder, 'IM1'), buildInstance({ InstanceNumber: 1 }));
  await cp(path.join(folder, 'IM1'), path.join(folder, 'IM1 (copy)'));

  await answerChoosers(app, [path.join(folder, 'IM1')]);
  await page.getByRole('button', { name: 'Import files…' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '1 new' })).toBeVisible();

  await answerChoosers(app, [folder]);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import folder…' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '2 already there' })).toBeVisible();

  await answerChoosers(app, []);
  await goTo(page, 'Imports');
  await page.getByRole('main').getByRole('button', { name: 'Import files…' }).click();
  await expect(page.getByRole('table', { name: 'Imports' }).getByRole('row')).toHaveCount(3);
});
