import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ask,
  beginRun,
  expect,
  installServices,
  jobInGraph,
  makeApplication,
  openJob,
  section,
  test,
  visit,
  wizardButton,
  writeService,
  writeTinyPatient,
} from './support/index.ts';
import type { TestService } from './support/index.ts';

const unruly: TestService[] = [
  {
    name: 'raises',
    worker:
      'print("before the fall")\ndef inner(voxel):\n    raise ValueError("voxel %d is bad" % voxel)\ninner(7)',
  },
  { name: 'after_raises', settings: { dependsOn: ['raises'], sortPosition: 1001 } },
  { name: 'after_all', settings: { dependsOn: ['after_raises'], sortPosition: 1002 } },
  { name: 'exits', worker: 'sys.exit(3)' },
  { name: 'kills_itself', worker: 'import signal\nos.kill(os.getpid(), signal.SIGKILL)' },
  { name: 'declines', callback: 'print("only for CT of the heart")\nreturn False' },
  { name: 'callback_raises', callback: 'return headers["no such key"]' },
  { name: 'callback_hangs', callback: 'while True:\n    time.sleep(1)' },
  { name: 'answers_nonsense', callback: 'return True, "perhaps"' },
  {
    name: 'works',
    // Promised: which of two jobs at once wrote a file that nobody promised cannot be told for sure.
    callback: 'return True, {"path": "made.txt"}',
    worker: 'with open("made.txt", "w") as file:\n    file.write("made")\nreturn {"made": 1}',
  },
];

test('each way a service can fail is told with its cause, and harms no other service', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page, { callbackTimeoutSeconds: 2 });
  await installServices(page, application, path.join(scratch, 'services'), unruly);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);

  const summary = async (jobName: string, state: string) => {
    await expect(jobInGraph(page, jobName)).toContainText(state);
    return openJob(page, jobName, 'Summary');
  };

  await test.step('a worker that raises: its words and its traceback', async () => {
    const panel = await summary('raises', 'Failed');
    await expect(section(page, 'Error')).toContainText('ValueError: voxel 7 is bad');
    await expect(panel.getByLabel('Traceback')).toContainText(
      /Traceback \(most recent call last\)[^]*in inner/,
    );
    await panel.getByRole('tab', { name: 'Log' }).click();
    await expect(panel.getByRole('log')).toContainText('before the fall');
  });

  await test.step('what depends on it is skipped, and says on whom it waited', async () => {
    await summary('after_raises', 'Skipped');
    await expect(section(page, 'Why')).toContainText('"after_raises" needs "raises", which failed.');
    await summary('after_all', 'Skipped');
    await expect(section(page, 'Why')).toContainText('did not run because "raises" failed');
  });

  await test.step('a worker that ends its own process', async () => {
    await summary('exits', 'Failed');
    await expect(section(page, 'Error')).toContainText(/sys\.exit\(3\)|exit code 3/);
    await summary('kills_itself', 'Failed');
    await expect(section(page, 'Error')).toContainText('SIGKILL');
  });

  await test.step('callbacks that decline, raise, hang and answer nonsense', async () => {
    const panel = await summary('declines', 'Skipped');
    await expect(section(page, 'Why')).toContainText('did not want it');
    await panel.getByRole('tab', { name: 'Callback' }).click();
    await expect(panel.getByText('Declined', { exact: true })).toBeVisible();
    await expect(panel.getByText('only for CT of the heart')).toBeVisible();

    await summary('callback_raises', 'Skipped');
    await expect(section(page, 'Why')).toContainText("raised KeyError: 'no such key'");
    await section(page, 'Why').getByText('Technical cause').click();
    await expect(section(page, 'Why')).toContainText('in callback');

    await summary('callback_hangs', 'Skipped');
    await expect(section(page, 'Why')).toContainText('did not answer within 2 s');
    await summary('answers_nonsense', 'Skipped');
    await expect(section(page, 'Why')).toContainText('second part is of type str');
  });

  await test.step('the one service without a fault has its result, beside all these failures', async () => {
    const panel = await summary('works', 'Succeeded');
    await expect(section(page, 'Result')).toContainText('made');
    await panel.getByRole('tab', { name: 'Files' }).click();
    await expect(panel.getByRole('cell', { name: 'made.txt', exact: true })).toBeVisible();
    const { dataFolder } = await ask(page, 'runs.get', { application, run });
    expect(await readFile(path.join(dataFolder, 'made.txt'), 'utf8')).toBe('made');
    await expect(page.getByRole('main').getByText('10 of 10 jobs ended')).toBeVisible();
  });
});

test('a folder that is no service is refused in the window with the file and the line to mend', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  await visit(page, `/a/${application}/install/service`);
  const offer = async (folder: string) => {
    await page.getByRole('textbox', { name: 'Folder' }).fill(folder);
    await wizardButton(page, 'Next').click();
  };

  const empty = path.join(scratch, 'empty_folder');
  await mkdir(empty);
  await offer(empty);
  await expect(page.getByRole('main')).toContainText('registry/settings.json');
  await expect(wizardButton(page, 'Next')).toBeDisabled();
  await wizardButton(page, 'Back').click();

  const broken = await writeService(scratch, { name: 'broken' });
  await writeFile(path.join(broken, 'registry', 'settings.json'), '{\n  "jobName": "broken",\n  oops\n}');
  await offer(broken);
  await expect(page.getByRole('main')).toContainText('registry/settings.json, line 3');
  await expect(wizardButton(page, 'Next')).toBeDisabled();
  expect((await ask(page, 'services.list', { application })).length).toBe(0);
});
