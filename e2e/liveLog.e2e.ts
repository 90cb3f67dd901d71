import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  beginRun,
  expect,
  installServices,
  jobInGraph,
  makeApplication,
  openJob,
  test,
  visit,
  writeTinyPatient,
} from './support/index.ts';

/** Prints, and goes on only when the test says so. */
const talker = `
from dcm_processor_runtime import progress
print("one on stdout")
print("two on stderr", file=sys.stderr)
progress(40, "half way")
while not os.path.exists(params["gate"]):
    time.sleep(0.02)
print("three at the end")
`;

test('output is to be read while the job still runs, not only after its end', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page);
  const gate = path.join(scratch, 'gate');
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'talker', worker: talker, settings: { params: { gate } } },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);

  const panel = await openJob(page, 'talker', 'Log');
  const log = panel.getByRole('log');
  await expect(log).toContainText('one on stdout');
  await expect(log.locator('[data-stream=stderr]')).toContainText('two on stderr');
  await expect(log).not.toContainText('three');
  await expect(jobInGraph(page, 'talker')).toContainText('Running 40 %');
  await expect(panel.getByText('half way')).toBeVisible();
  await expect(panel.getByText('Live', { exact: true })).toBeVisible();

  await writeFile(gate, '');
  await expect(log).toContainText('three at the end');
  await expect(jobInGraph(page, 'talker')).toContainText('Succeeded');
  await expect(panel.getByText('Ended', { exact: true })).toBeVisible();
  await expect(panel.getByText('3 lines')).toBeVisible();
});

test('a flood of output is searched and followed without freezing the window, and its loss is counted', async ({
  desktop,
  scratch,
}) => {
  const { page } = await desktop.start();
  const application = await makeApplication(page, { logLimitBytes: 1_000_000 });
  await installServices(page, application, path.join(scratch, 'services'), [
    { name: 'flood', worker: 'for number in range(200000):\n    print("line %06d of the flood" % number)' },
  ]);
  await writeTinyPatient(path.join(scratch, 'patient'));
  const run = await beginRun(page, application, [path.join(scratch, 'patient')]);
  await visit(page, `/a/${application}/runs/${run}`);
  await expect(jobInGraph(page, 'flood')).toContainText('Succeeded');

  const panel = await openJob(page, 'flood', 'Log');
  await expect(panel.getByText(/went over the log limit/)).toBeVisible();
  await panel.getByRole('searchbox', { name: 'Find in log' }).fill('line 000123');
  await expect(panel.getByText('1 of 1')).toBeVisible();
  await expect(panel.getByRole('log')).toContainText('line 000123 of the flood');
  await panel.getByRole('button', { name: 'Latest output' }).click();
  await expect(panel.getByRole('log')).not.toContainText('line 000123 of the flood');

  await panel.getByRole('button', { name: 'Regular expression' }).click();
  const field = panel.getByRole('searchbox', { name: 'Find in log' });
  // Two ways for each letter of each line: it would take longer than anybody waits, and hold the window up.
  await field.fill(String.raw`(\w|\w| )+!`);
  await expect(panel.getByText('This expression takes too long')).toBeVisible();
  await field.fill('line 00012[34]');
  await expect(panel.getByText('1 of 2')).toBeVisible();
  await expect(panel.getByRole('log').locator('mark').first()).toHaveText('line 000123');
});
