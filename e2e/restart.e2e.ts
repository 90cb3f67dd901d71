import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ask,
  beginRun,
  expect,
  gatedWorker,
  installServices,
  goTo,
  jobInGraph,
  jobPanel,
  makeApplication,
  openJob,
  test,
  visit,
  writeLargePatient,
  writeTinyPatient,
} from './support/index.ts';
import type { Desktop } from './support/index.ts';
import type { Page } from '@playwright/test';

test('closing the window in the middle of a job loses nothing, and the job comes to its one end', async ({
  desktop,
  scratch,
}) => {
  const { gate, journal, application, run, first } = await runGatedJob(desktop, scratch);
  await first.close();
  await writeFile(gate, '');

  const { page } = await desktop.start();
  await expectOneOutcome({ page, application, run, journal });
});

test('kill -9 of the whole program in the middle of a job: after a start the job runs again and ends once', async ({
  desktop,
  scratch,
}) => {
  const { gate, journal, application, run, first } = await runGatedJob(desktop, scratch);
  await first.kill();
  await writeFile(gate, '');

  const { page } = await desktop.start();
  await expectOneOutcome({ page, application, run, journal });
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('log')).toContainText('through the gate');
  const panel = jobPanel(page, 'gated');
  await panel.getByRole('combobox', { name: 'Attempts' }).click();
  await page.getByRole('option', { name: 'Attempt 1: Interrupted' }).click();
  await expect(page.getByRole('log')).toContainText('waiting at the gate');
  await expect(page.getByRole('log')).not.toContainText('through the gate');
});

test('kill -9 in the middle of an import: it goes on by itself, and every image is there once', async ({
  desktop,
  scratch,
}) => {
  const images = 3000;
  const source = path.join(scratch, 'large');
  await writeLargePatient(source, images);
  const first = await desktop.start();
  const application = await makeApplication(first.page);
  const { id: task } = await ask(first.page, 'imports.start', { application, paths: [source] });
  const taskOf = () => ask(first.page, 'tasks.get', { application, task });
  await expect.poll(async () => (await taskOf()).counts.new, { intervals: [5] }).toBeGreaterThan(100);
  expect((await taskOf()).state).toBe('running');
  await first.kill();

  const { page } = await desktop.start();
  await visit(page, `/a/${application}/imports/${task}`);
  await expect(page.getByRole('main').getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  const { counts, done } = await ask(page, 'tasks.get', { application, task });
  expect({ done, taken: counts.new + counts['already-there'] }).toEqual({ done: images, taken: images });
  expect((await ask(page, 'applications.get', { application })).counts.instances).toBe(images);
  expect(await archivedFiles(path.join(desktop.home, 'applications', 'Test bench', 'archive'))).toBe(images);
});

/** Starts the program and lets it come to a job that waits for a sign. */
async function runGatedJob(desktop: Desktop, scratch: string) {
  const gate = path.join(scratch, 'gate');
  const journal = path.join(scratch, 'journal');
  const first = await desktop.start();
  const { page } = first;
  const application = await makeApplication(page);
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'gated', worker: gatedWorker, settings: { params: { gate, journal } } },
    { name: 'after', settings: { dependsOn: ['gated'] } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);
  await expect(jobInGraph(page, 'gated')).toContainText('Running');
  await openJob(page, 'gated', 'Log');
  await expect(page.getByRole('log')).toContainText('waiting at the gate');
  return { gate, journal, application, run, first };
}

/** Whatever happened to the first attempt: one run, each job with one outcome, and no worker function ended twice. */
async function expectOneOutcome(given: {
  page: Page;
  application: string;
  run: string;
  journal: string;
}): Promise<void> {
  const { page, application, run, journal } = given;
  await goTo(page, 'Runs');
  const runs = page.getByRole('table', { name: 'Runs' });
  await expect(runs.getByRole('row')).toHaveCount(2);
  await expect(runs).toContainText('Succeeded');
  await runs.getByRole('link', { name: 'Run 1' }).click();
  await expect(jobInGraph(page, 'after')).toContainText('Succeeded');
  const panel = await openJob(page, 'gated', 'Summary');
  const attempts = panel.getByRole('table', { name: 'Attempts' });
  await expect(attempts.getByRole('row')).toHaveCount(3);
  await expect(attempts).toContainText('1: Interrupted');
  await expect(attempts).toContainText('2: Succeeded');

  const { jobRuns } = await ask(page, 'runs.get', { application, run });
  expect(jobRuns.map(({ jobName, state }) => `${jobName} ${state}`).toSorted()).toEqual([
    'after succeeded',
    'gated succeeded',
  ]);
  const notes = (await readFile(journal, 'utf8')).split('\n');
  expect(notes.filter((line) => line.startsWith('begin'))).toHaveLength(2);
  expect(notes.filter((line) => line.startsWith('end'))).toHaveLength(1);
}

/** Files that lie in the archive under their final names. */
async function archivedFiles(archive: string): Promise<number> {
  const entries = await readdir(archive, { recursive: true });
  return entries.filter((entry) => entry.endsWith('.dcm')).length;
}
