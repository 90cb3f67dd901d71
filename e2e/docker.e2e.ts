import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { baseImage, docker, dockerObstacle, removeLabelled } from '../scripts/testDocker/index.ts';
import {
  answerChoosers,
  ask,
  beginRun,
  environments,
  expect,
  goTo,
  importedIn,
  importer,
  inspectScreen,
  inspectWizard,
  jobInGraph,
  test,
  visit,
  waitForRequests,
  wizardButton,
  writeService,
  writeSmallPatient,
  writeTwoEnvironments,
} from './support/index.ts';

/** Building and the first start of containers take their time on a busy machine. */
test.setTimeout(300_000);
const patiently = { timeout: 120_000 };

test('from nothing to removed in the window: an application in Docker, a worker of two environments, two services', async ({
  desktop,
  scratch,
}) => {
  const obstacle = await dockerObstacle();
  test.skip(obstacle !== null, obstacle ?? '');
  const image = await baseImage();
  const { app, page } = await desktop.start();
  const main = page.getByRole('main');
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  const application = await test.step('the application is created with Docker', async () => {
    await page.getByRole('textbox', { name: 'Name' }).fill('In Docker');
    await wizardButton(page, 'Next').click();
    await page.getByLabel('In Docker').check();
    await wizardButton(page, 'Skip to the summary').click();
    await page.getByRole('button', { name: 'Create application' }).click();
    await expect(heading('Overview')).toBeVisible();
    await expect(page.getByText('No worker is installed')).toBeVisible();
    return (await ask(page, 'applications.list', {}))[0]!.id;
  });
  const label = `dcm-processor.application=${application}`;

  try {
    await waitForRequests(page);
    await test.step('a worker folder is created, filled in, looked at and installed', async () => {
      await page.getByRole('link', { name: 'Install a worker' }).click();
      await page.getByRole('link', { name: 'New worker…' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('twofold');
      await page.getByRole('textbox', { name: 'Where' }).fill(scratch);
      await wizardButton(page, 'Next').click();
      await page.getByRole('textbox', { name: 'Base image' }).fill(image);
      await page.getByRole('button', { name: 'Look into the base image' }).click();
      await expect(page.getByText('Environment base:')).toBeVisible(patiently);
      await wizardButton(page, 'Skip to the summary').click();
      await expect(page.getByRole('group', { name: 'Text of Dockerfile' })).toContainText(`FROM ${image}`);
      await page.getByText('Only write the folder').click();
      await wizardButton(page, 'Write it').click();
      await expect(heading('Workers')).toBeVisible();

      const folder = path.join(scratch, 'twofold');
      await writeTwoEnvironments(folder, image);
      await page.getByRole('link', { name: 'Install…' }).click();
      await answerChoosers(app, [folder]);
      await page.getByRole('button', { name: 'Choose the folder' }).click();
      await wizardButton(page, 'Next').click();
      const table = page.getByRole('table', { name: 'Environments of twofold' });
      for (const name of environments)
        await expect(table.getByRole('row').filter({ hasText: name })).toContainText('3.11', patiently);
      await expect(page.getByRole('group', { name: 'Dockerfile of twofold' })).toContainText('alpha.txt');
      await wizardButton(page, 'Next').click();
      await wizardButton(page, 'Install and build').click();
    });

    await test.step('the build is followed step by step', async () => {
      await expect(heading('twofold')).toBeVisible();
      await expect(page.getByRole('list', { name: 'Steps' }).getByRole('button').first()).toBeVisible(
        patiently,
      );
      await expect(page.getByText('Ready', { exact: true })).toBeVisible(patiently);
      await inspectScreen(app, page, 'worker-build');
    });

    await test.step('the jobs of two services run, each with its own packages', async () => {
      for (const name of environments) {
        const service = await writeService(path.join(scratch, 'services'), {
          name: `uses_${name}`,
          worker: importer,
          settings: { channel: name },
        });
        // As services of the first generation brought what they need.
        if (name === 'beta')
          await writeFile(path.join(service, 'module', 'requirements.txt'), 'gamma_package==2.0\n');
        await ask(page, 'services.install', { application, path: service });
      }
      await writeSmallPatient(path.join(scratch, 'patient'));
      const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
      await visit(page, `/a/${application}/runs/${run}`);
      await expect
        .poll(async () => (await ask(page, 'runs.get', { application, run })).state, patiently)
        .not.toBe('active');
      const { jobRuns } = await ask(page, 'runs.get', { application, run });
      for (const { id, jobName } of jobRuns) {
        const { error, result } = await ask(page, 'job_runs.get', { application, jobRun: id });
        const environment = environments.find((name) => jobName === `uses_${name}`);
        expect({ error, result }).toEqual({ error: null, result: importedIn(environment ?? 'alpha') });
        await expect(jobInGraph(page, jobName)).toContainText('Succeeded');
      }
      expect(jobRuns).toHaveLength(environments.length);
    });

    await test.step('its folder is changed, updated with what changes in sight, and put back', async () => {
      const { origin } = await ask(page, 'workers.get', { application, worker: 'twofold' });
      const notes = path.join(origin, 'NOTES.txt');
      await writeFile(notes, 'one more line\n');
      await visit(page, `/a/${application}/workers/twofold/update`);
      await main.getByRole('button', { name: 'Look for changes' }).click();
      await expect(main).toContainText('NOTES.txt');
      await inspectScreen(app, page, 'worker-update');
      const built = (version: number) =>
        expect
          .poll(async () => {
            const now = await ask(page, 'workers.get', { application, worker: 'twofold' });
            return `${now.version} ${now.state}`;
          }, patiently)
          .toBe(`${version} built`);
      await main.getByRole('button', { name: 'Update and build' }).click();
      await expect(page.getByRole('tab', { name: 'Build', selected: true })).toBeVisible(patiently);
      await built(2);
      await visit(page, `/a/${application}/workers/twofold/versions`);
      await inspectScreen(app, page, 'worker-versions');
      await main.getByRole('button', { name: 'Put back… version 1' }).click();
      await expect(page.getByRole('dialog')).toContainText('NOTES.txt');
      await page.getByRole('dialog').getByRole('button', { name: 'Put back and build' }).click();
      await built(3);
      await main.getByRole('switch', { name: 'Enabled: twofold' }).click();
      await expect.poll(() => runningContainers(label), patiently).toBe(0);
      await main.getByRole('switch', { name: 'Enabled: twofold' }).click();
      await expect.poll(() => runningContainers(label), patiently).toBeGreaterThan(0);
      await rm(notes);
    });

    await test.step('its containers are shown as they live', async () => {
      await goTo(page, 'Containers');
      const row = page
        .getByRole('table', { name: 'Containers' })
        .getByRole('row')
        .filter({ hasText: '-twofold-1' });
      await expect(row).toContainText('Running');
      await expect(row.getByRole('cell', { name: /MB$/ })).toBeVisible();
      await expect(row.getByRole('cell', { name: / %$/ })).toBeVisible();
      await inspectScreen(app, page, 'containers');
      await row.getByRole('link').click();
      await expect(page.getByRole('log', { name: 'Output of the container' })).toContainText(/\S/);
      await goTo(page, 'Workers');
      await expect(main.getByText('1 of 1 container running')).toBeVisible();
      const offer = page.getByRole('region', { name: 'uses_beta asks for packages' });
      await expect(offer).toContainText('gamma_package==2.0');
      await inspectScreen(app, page, 'workers');
      await offer.getByRole('button', { name: 'Add to twofold' }).click();
      await expect(offer).toBeHidden();
      await expect(main.getByText('To be rebuilt')).toBeVisible();
    });

    await test.step('it is stopped, and its containers with it; started, they run again', async () => {
      await goTo(page, 'Overview');
      await page.getByRole('button', { name: 'Application: Running' }).click();
      await page.getByRole('menuitem', { name: 'Stop when running jobs have ended' }).click();
      await expect(page.getByText('This application is stopped:')).toBeVisible(patiently);
      expect(await runningContainers(label)).toBe(0);
      await main.getByRole('button', { name: 'Start' }).click();
      await expect(page.getByRole('button', { name: 'Application: Running' })).toBeVisible(patiently);
      await expect.poll(() => runningContainers(label), patiently).toBeGreaterThan(0);
    });

    await test.step('the worker is removed with its image, then the application with all it had', async () => {
      await visit(page, `/a/${application}/workers/twofold`);
      await page.getByRole('button', { name: 'What to do with twofold' }).click();
      await page.getByRole('menuitem', { name: 'Remove…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByText('No workers yet')).toBeVisible(patiently);

      await goTo(page, 'Settings');
      await main.getByRole('button', { name: 'Remove…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Remove “In Docker”?' });
      await dialog.getByLabel('Keep its folder').uncheck();
      await dialog.getByLabel('Type In Docker to confirm').fill('In Docker');
      await dialog.getByRole('button', { name: 'Remove' }).click();
      await expect(heading('Create your first application')).toBeVisible(patiently);
      expect(await labelled(label)).toEqual({ containers: 0, networks: 0, images: 0 });
    });
  } finally {
    // A running one would make its containers again.
    for (const { id } of await ask(page, 'applications.list', {}))
      await ask(page, 'applications.stop', { application: id, jobs: 'interrupt' });
    await removeLabelled(docker(), label);
  }
});

test('where Docker cannot be reached, the window says so on every page, and what to do', async ({
  desktop,
  scratch,
}) => {
  const before = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = `unix://${path.join(scratch, 'nobody', 'docker.sock')}`;
  try {
    const { app, page } = await desktop.start();
    await page.getByRole('textbox', { name: 'Name' }).fill('Without');
    await wizardButton(page, 'Next').click();
    await page.getByLabel('In Docker').check();
    const problem = page.getByRole('alert').filter({ hasText: 'Docker' });
    await expect(problem).toContainText(/DOCKER_HOST/);
    await inspectWizard(app, page, 'welcome-without-docker');
    await wizardButton(page, 'Skip to the summary').click();
    await page.getByRole('button', { name: 'Create application' }).click();
    await expect(page.getByText('Jobs cannot run in Docker yet')).toBeVisible();
    await goTo(page, 'Services');
    await expect(page.getByText(/DOCKER_HOST/)).toBeVisible();
    await inspectScreen(app, page, 'docker-away');
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect(page.getByText('Docker still cannot be used.')).toBeVisible();
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  }
});

async function runningContainers(label: string): Promise<number> {
  return (await docker().listContainers({ filters: JSON.stringify({ label: [label] }) })).length;
}

/** What is there of an application in Docker. */
async function labelled(label: string): Promise<{ containers: number; networks: number; images: number }> {
  const filters = JSON.stringify({ label: [label] });
  const client = docker();
  return {
    containers: (await client.listContainers({ all: true, filters })).length,
    networks: (await client.listNetworks({ filters })).length,
    images: (await client.listImages({ all: true, filters })).length,
  };
}
