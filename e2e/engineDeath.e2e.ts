import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ask,
  beginRun,
  expect,
  gatedWorker,
  installServices,
  isAlive,
  jobInGraph,
  makeApplication,
  openJob,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

test('an engine that dies alone is started again, and the window catches up without being touched', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  const gate = path.join(scratch, 'gate');
  const journal = path.join(scratch, 'journal');
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'gated', worker: gatedWorker, settings: { params: { gate, journal } } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);
  await openJob(page, 'gated', 'Log');
  await expect(page.getByRole('log')).toContainText('waiting at the gate');
  const [, firstJob] = (await readFile(journal, 'utf8')).trim().split(' ');

  const before = await ask(page, 'engine.status', {});
  process.kill(before.pid, 'SIGKILL');
  await page.getByText('Connecting…').waitFor();
  await expect(page.getByText('Engine running')).toBeVisible();
  const after = await ask(page, 'engine.status', {});
  expect(after.pid).not.toBe(before.pid);

  // Else two executions of the same job would write into the same folder.
  await expect.poll(() => isAlive(Number(firstJob)), 'the job of the dead engine').toBe(false);
  await writeFile(gate, '');
  await expect(jobInGraph(page, 'gated')).toContainText('Succeeded');
  await expect(page.getByRole('main').getByText('1 of 1 jobs ended')).toBeVisible();
  expect((await readFile(journal, 'utf8')).match(/end/g)).toHaveLength(1);
});

test('an engine that keeps dying is said to be gone, and to be back when it stays', async ({ desktop }) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  const banner = page.getByText('The engine does not run.');
  for (let death = 1; death <= 3; death += 1) {
    await expect(page.getByText('Engine running')).toBeVisible();
    const { pid } = await ask(page, 'engine.status', {});
    process.kill(pid, 'SIGKILL');
    await page.getByText('Engine running').waitFor({ state: 'hidden' });
  }
  await expect(banner).toBeVisible();
  await expect(page.getByText('Engine not running')).toBeVisible();
  await expect(page.getByText('Engine running')).toBeVisible();
  await expect(banner).toBeHidden();
  expect((await ask(page, 'applications.get', { application })).state).toBe('open');
});
