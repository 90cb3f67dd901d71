import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ask,
  beginRun,
  expect,
  gatedWorker,
  goTo,
  inspectScreen,
  installServices,
  jobInGraph,
  makeApplication,
  openJob,
  section,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

test('a running job is cancelled and requeued, the queue paused and resumed, all by hand and told', async ({
  desktop,
  scratch,
}) => {
  const { app, page } = await desktop.start();
  const application = await makeApplication(page, { slots: 1 });
  const gate = path.join(scratch, 'gate');
  const params = { gate, journal: path.join(scratch, 'journal') };
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'work', worker: gatedWorker, settings: { params } },
    { name: 'after', settings: { dependsOn: ['work'] } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);
  const main = page.getByRole('main');
  const dialog = page.getByRole('dialog');

  await test.step('cancelling a running job asks first, ends it, and skips what needs it', async () => {
    await expect(jobInGraph(page, 'work')).toContainText('Running');
    const panel = await openJob(page, 'work');
    await panel.getByRole('button', { name: 'Cancel job' }).press('Enter');
    await expect(dialog).toContainText('what it has worked out so far is lost');
    await inspectScreen(app, page, 'control-cancel');
    await dialog.getByRole('button', { name: 'Cancel job' }).press('Enter');
    await expect(jobInGraph(page, 'work')).toContainText('Cancelled');
    await openJob(page, 'after', 'Summary');
    await expect(section(page, 'Why')).toContainText(
      '"after" needs "work", which was cancelled from the window.',
    );
  });

  await test.step('what cannot be done stays within reach and says why', async () => {
    const cancelRun = main.getByRole('button', { name: 'Cancel run' });
    await expect(cancelRun).toBeDisabled();
    await expect(cancelRun).toHaveAccessibleDescription('The run has ended: there is nothing to cancel.');
    await cancelRun.hover();
    await expect(page.getByRole('tooltip')).toHaveText('The run has ended: there is nothing to cancel.');
    await cancelRun.press('Enter');
    await expect(cancelRun).toBeFocused();
    await expect(dialog).toHaveCount(0);
  });

  await test.step('paused, nothing begins, and the job says why it waits', async () => {
    await goTo(page, 'Runs');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Pause “default” 0 queued, 0 running' })).toBeVisible();
    await page.getByRole('menuitem', { name: 'Pause all channels' }).click();
    await expect(page.getByText(/^Paused since .* \(from the window\)/)).toBeVisible();
    await visit(page, `/a/${application}/runs/${run}`);
    await main.getByRole('button', { name: 'Requeue failed' }).click();
    await expect(page.getByText('1 job requeued, and 1 with it.')).toBeVisible();
    await expect(jobInGraph(page, 'work')).toContainText('Queued');
    await openJob(page, 'work', 'Summary');
    await expect(section(page, 'Why it waits')).toContainText('The application is paused since');
    await expect(main.getByText('2 changes by hand')).toBeVisible();
    await inspectScreen(app, page, 'control-paused');
  });

  await test.step('resumed, the new attempt runs to its end and the former one stays', async () => {
    await writeFile(gate, '');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(jobInGraph(page, 'work')).toContainText('Succeeded');
    await expect(jobInGraph(page, 'after')).toContainText('Succeeded');
    const panel = await openJob(page, 'work', 'Summary');
    await expect(panel.getByRole('cell', { name: '1: Cancelled' })).toBeVisible();
    await expect(panel.getByRole('cell', { name: '2: Succeeded' })).toBeVisible();
    expect((await ask(page, 'channels.list', { application })).paused).toBeNull();
  });

  await test.step('from here down runs what succeeded once more, and a service is cancelled as a whole', async () => {
    const panel = await openJob(page, 'work', 'Summary');
    await panel.getByRole('button', { name: 'Requeue' }).press('Enter');
    await page.getByRole('menuitem', { name: /^From here down/ }).click();
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await expect(panel.getByRole('cell', { name: '3: Succeeded' })).toBeVisible();
    await expect(jobInGraph(page, 'after')).toContainText('Succeeded');
    await goTo(page, 'Services');
    await page.getByRole('button', { name: 'What can be done with the jobs of work' }).click();
    await page.getByRole('menuitem', { name: 'Cancel its open jobs…' }).click();
    await dialog.getByRole('button', { name: 'Cancel jobs' }).click();
    await expect(page.getByText('Nothing was open: all of it has ended.')).toBeVisible();
  });
});
